// Reading aloud, only with a Japanese voice that lives on this device: other voices send the text to a company.

type Change = () => void;

export class Speech {
  private voice: SpeechSynthesisVoice | null = null;

  constructor(private readonly onChange: Change) {
    if (!('speechSynthesis' in window)) return;
    this.look();
    // Browsers load their voices late.
    speechSynthesis.addEventListener?.('voiceschanged', () => this.look());
  }

  get isAvailable(): boolean {
    return this.voice !== null;
  }

  say(text: string): void {
    if (!this.voice) return;
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = this.voice;
    utterance.lang = this.voice.lang;
    speechSynthesis.speak(utterance);
  }

  stop(): void {
    if (this.voice) speechSynthesis.cancel();
  }

  private look(): void {
    const voice = speechSynthesis.getVoices().find((one) => one.localService && one.lang.replace('_', '-').startsWith('ja'));
    if ((voice ?? null) === this.voice) return;
    this.voice = voice ?? null;
    this.onChange();
  }
}
