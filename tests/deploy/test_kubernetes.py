"""The manifests: they fit together, ask for no rights, and name settings and routes that exist.

Their form was checked by hand against Kubernetes' own schemas (docs/operations.md says with what).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import SECRETS

FOLDER = Path("deploy/kubernetes")
_KIGEN = re.compile(r"KIGEN_[A-Z_]+")


def _kustomization() -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / "kustomization.yml").read_text("utf-8")))


def _all() -> list[dict[str, Any]]:
    return [
        document for name in _kustomization()["resources"] for document in yaml.safe_load_all((FOLDER / name).read_text("utf-8"))
    ]


def _the(kind: str) -> dict[str, Any]:
    (found,) = (document for document in _all() if document["kind"] == kind)
    return found


def _pod() -> dict[str, Any]:
    return dict(_the("Deployment")["spec"]["template"]["spec"])


def _container() -> dict[str, Any]:
    (container,) = _pod()["containers"]
    return dict(container)


def test_every_file_is_used_and_no_object_is_there_twice() -> None:
    assert {path.name for path in FOLDER.glob("*.yml")} - {"kustomization.yml", "organisation.yml"} == set(
        _kustomization()["resources"]
    )
    names = [(document["kind"], document["metadata"]["name"]) for document in _all()]
    assert len(names) == len(set(names))


def test_everything_that_selects_selects_the_pods() -> None:
    labels = _the("Deployment")["spec"]["template"]["metadata"]["labels"]
    assert _the("Service")["spec"]["selector"] == labels
    assert _the("Deployment")["spec"]["selector"]["matchLabels"] == labels
    assert _the("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert _the("NetworkPolicy")["spec"]["podSelector"]["matchLabels"] == labels
    assert _the("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == _the("Deployment")["metadata"]["name"]
    backend = _the("Ingress")["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] == _the("Service")["metadata"]["name"]
    assert backend["port"]["name"] in {port["name"] for port in _the("Service")["spec"]["ports"]}


def test_the_pods_ask_for_no_rights_and_write_to_volumes_only() -> None:
    pod, container = _pod(), _container()
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
    assert _the("Namespace")["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


@pytest.mark.parametrize(
    ("probe", "path"), [("startupProbe", "/readyz"), ("readinessProbe", "/readyz"), ("livenessProbe", "/healthz")]
)
def test_a_probe_asks_for_a_route_that_exists(probe: str, path: str) -> None:
    asked = _container()[probe]["httpGet"]
    assert asked["path"] == path
    assert asked["port"] in {port["name"] for port in _container()["ports"]}
    assert f'"{path}"' in Path("bot/channels/health.py").read_text("utf-8")


def test_a_pod_that_ends_has_time_for_the_answers_under_way() -> None:
    pause = int(_container()["lifecycle"]["preStop"]["exec"]["command"][1])
    serving = float(
        re.findall(r"^STOP_SECONDS = ([0-9.]+)$", Path("bot/commands/serve_group.py").read_text("utf-8"), re.MULTILINE)[0]
    )
    assert _pod()["terminationGracePeriodSeconds"] > pause + serving


def test_every_setting_is_one_of_ours_and_no_secret_stands_in_the_environment() -> None:
    given = {variable["name"] for variable in _container()["env"]}
    assert given <= set(_KIGEN.findall(Path("docs/settings.md").read_text("utf-8")))
    assert not given & set(SECRETS)


def test_a_rolling_update_and_a_drained_machine_leave_somebody_who_answers() -> None:
    deployment = _the("Deployment")["spec"]
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert _the("PodDisruptionBudget")["spec"]["minAvailable"] < deployment["replicas"]
    assert _the("HorizontalPodAutoscaler")["spec"]["minReplicas"] >= deployment["replicas"]


def test_the_autoscaler_has_a_request_to_measure_against() -> None:
    metric = _the("HorizontalPodAutoscaler")["spec"]["metrics"][0]["resource"]
    assert metric["target"]["type"] == "Utilization"
    assert metric["name"] in _container()["resources"]["requests"]


def test_the_pods_may_go_out_to_the_stores_and_nowhere_inside_else() -> None:
    rules = _the("NetworkPolicy")["spec"]
    assert rules["policyTypes"] == ["Ingress", "Egress"]
    ports = {port["port"] for rule in rules["egress"] for port in rule["ports"]}
    assert ports == {53, 5432, 6379, 4318, 443}
    (everywhere,) = (
        to["ipBlock"] for rule in rules["egress"] for to in rule["to"] if to.get("ipBlock", {}).get("cidr") == "0.0.0.0/0"
    )
    assert {"10.0.0.0/8", "169.254.0.0/16"} <= set(everywhere["except"])
