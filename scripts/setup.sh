#!/bin/sh
# Sets up a checkout: system packages, .venv with the locked packages, and the free fonts.
#
#   scripts/setup.sh [run|test]
#
# "run" (the default) brings what the program needs, "test" also what its tests call. What is
# there already is left alone, so a second call does nothing. Debian and its relatives are
# served by apt-get; elsewhere the missing things are named and the rest goes on.
set -eu

mode=${1:-run}
case $mode in
    run | test) ;;
    *) echo "usage: scripts/setup.sh [run|test]" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."

# Libraries that Qt's xcb, wayland, offscreen and print plugins link to, and fallback fonts.
packages="
    libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-6
    libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1
    libxcb-util1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0
    libwayland-client0 libwayland-cursor0 libwayland-egl1 libzstd1
    fontconfig fonts-hanazono fonts-liberation fonts-noto-cjk"
# The tests draw PDF pages, drive a window on a virtual screen and open DOCX files as an office does.
if [ "$mode" = test ]; then
    packages="$packages libreoffice-writer-nogui poppler-utils xauth xdotool xvfb"
fi

say() { echo "setup: $*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "administrator rights are needed for: $*" >&2
        return 1
    fi
}

lists_are_fresh=no
refresh_lists() {
    [ "$lists_are_fresh" = yes ] || as_root apt-get update -q -q
    lists_are_fresh=yes
}

install_packages() { # PACKAGE...
    if ! command -v apt-get >/dev/null; then
        say "please install what stands for these Debian packages: $*" >&2
        return 0
    fi
    say "installing $*"
    refresh_lists
    if ! output=$(as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -q -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@" 2>&1); then
        echo "$output" >&2
        return 1
    fi
}

# Prints those of the packages that dpkg does not have; a library may carry the suffix t64.
missing_packages() {
    installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' 2>/dev/null) "
    for package in $packages; do
        case $installed in
            *" installed:$package "* | *" installed:${package}t64 "*) ;;
            *) printf ' %s' "$package" ;;
        esac
    done
}

find_python() {
    for name in python3 python3.11 python3.12 python3.13 python3.14; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    if ! python=$(find_python) || ! "$python" -c 'import ensurepip' 2>/dev/null; then
        install_packages python3-venv
        if ! python=$(find_python); then
            say "Python 3.11 or newer is needed" >&2
            return 1
        fi
    fi
    say "making .venv"
    rm -rf .venv
    "$python" -m venv .venv
}

fonts_are_right() { # FOLDER
    [ -d "$1" ] || return 1
    .venv/bin/python -c '
import tomllib
for font in tomllib.load(open("resources/fonts/fonts.toml", "rb"))["font"]:
    print(font["sha256"], font["file"], sep="  ")
' | (cd "$1" && sha256sum --check --status - 2>/dev/null)
}

fetch_fonts() {
    fonts_are_right .fonts && return
    value() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" resources/fonts/fonts.toml | head -n 1; }
    package=$(value package)
    if ! command -v apt-get >/dev/null; then
        say "please put the files of resources/fonts/fonts.toml into .fonts/" >&2
        return 0
    fi
    say "fetching the free fonts out of $package"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' HUP INT TERM
    # A subshell, so that the folder of the checkout stays the current one.
    if ! (cd "$work" && apt-get download -q -q -o APT::Sandbox::User=root "$package" 2>/dev/null); then
        refresh_lists
        (cd "$work" && apt-get download -q -q -o APT::Sandbox::User=root "$package")
    fi
    dpkg -x "$work"/"$package"_*.deb "$work/tree"
    mkdir "$work/fonts"
    sed -n 's/^file = "\(.*\)"/\1/p' resources/fonts/fonts.toml | while read -r file; do
        cp "$work/tree/$(value fonts)/$file" "$work/fonts/"
    done
    cp "$work/tree/$(value documents)/"* "$work/fonts/"
    if [ -f "$work/fonts/COPYING.gz" ]; then gunzip "$work/fonts/COPYING.gz"; fi
    if ! fonts_are_right "$work/fonts"; then
        say "the fonts in $package are not those of resources/fonts/fonts.toml" >&2
        return 1
    fi
    mkdir -p .fonts
    cp "$work/fonts/"* .fonts/
    rm -rf "$work"
}

install_python_packages() {
    say "installing the locked Python packages"
    .venv/bin/python -m pip install -q -q --disable-pip-version-check \
        --require-hashes -r requirements.lock
    .venv/bin/python -m pip install -q -q --disable-pip-version-check \
        --no-build-isolation --no-deps --editable .
}

if command -v dpkg-query >/dev/null; then
    missing=$(missing_packages)
    # shellcheck disable=SC2086 # the names are meant to be split
    if [ -n "$missing" ]; then install_packages $missing; fi
fi

# .venv and .fonts are right when the stamp was written for these very files in this very folder.
key=$({ pwd; cat scripts/setup.sh requirements.lock pyproject.toml resources/fonts/fonts.toml; } | sha256sum)
if [ "$(cat .venv/stamp 2>/dev/null)" != "$key" ] || [ ! -x .venv/bin/python ] || [ ! -d .fonts ]; then
    make_venv
    install_python_packages
    fetch_fonts
    echo "$key" >.venv/stamp
    say "ready"
fi
# Where Python may not write bytecode by itself, every start would compile all our modules.
.venv/bin/python -m compileall -q src/bulletin_desk
