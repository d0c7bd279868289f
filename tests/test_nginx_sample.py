"""nginx accepts deploy/nginx.conf."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def test_nginx_accepts_the_sample(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed (apt-get install nginx-light)")
    lines = Path("deploy/nginx.conf").read_text("utf-8").splitlines()
    # The files of a certificate belong to the machine that serves; without them nginx takes no TLS port.
    plain = [line.replace("443 ssl", "127.0.0.1:8443") for line in lines if "ssl_" not in line]
    (tmp_path / "kigen.conf").write_text("\n".join(plain), "utf-8")
    main = f"events {{}}\npid {tmp_path}/pid;\nerror_log stderr;\nhttp {{ include {tmp_path}/kigen.conf; }}\n"
    (tmp_path / "nginx.conf").write_text(main, "utf-8")
    checked = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
