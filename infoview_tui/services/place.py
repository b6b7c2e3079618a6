"""Where the database lies: on a disk of this machine, over a network, or in memory."""

from __future__ import annotations

import os
from pathlib import Path

NETWORK = {
    *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs"),
    *("nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs"),
    *("fuse.glusterfs", "fuse.ceph", "fuse.gvfsd-fuse"),
}
PASSING = {"tmpfs", "ramfs"}
_MOUNTS = Path("/proc/self/mountinfo")


def file_system(path: Path, mounts: Path | None = None) -> str:
    """Return the type of the file system that a path is on; "" where the system does not say."""
    try:
        lines = (mounts or _MOUNTS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    # Not `resolve`, which fails where links go in a circle.
    real, best, kind = os.path.realpath(path), "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        # A blank in a name is written as \040.
        point = before.split()[4].replace("\\040", " ")
        inside = real == point or real.startswith(f"{point.rstrip('/')}/")
        # Of two mounts on one point the later one is seen.
        if inside and len(point) >= len(best):
            best, kind = point, after.split()[0]
    return kind


def warning(path: Path) -> str:
    """Say at a start that the place is a bad one; "" where it is none."""
    kind = file_system(path)
    if kind not in NETWORK:
        return ""
    return f"On a network disk ({kind}), where words can be lost: see `infoview doctor`."
