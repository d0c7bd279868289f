declare module '*.css' {
  const sheet: import('lit').CSSResult;
  export default sheet;
}
