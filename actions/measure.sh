# shellcheck shell=bash
# Sourced by the tool composites: runs a measuring tool in the current folder and leaves its output, standard error and exit
# status as files. What a tool finds fails nothing here; the gates judge it. A tool that cannot be started fails the step.

# Only our own words go in: the text stands in a workflow command.
fail() {
	echo "::error title=$tools::$1"
	exit 1
}

# start NAME: the composite's name; its files go to $out, which report items call $here, seen from the workspace.
start() {
	tools=$1 out=.phoenix/$1
	here=$(realpath --relative-to "$GITHUB_WORKSPACE" .)
	case $here in
	..*) fail 'working-directory leads out of the workspace' ;;
	*[!A-Za-z0-9._/@+-]*) fail 'working-directory may hold letters, digits and ._/@+- only' ;;
	.) here='' root='' ;;
	*) root=" root=$here" here=$here/ ;;
	esac
	rm -rf "$out" # a report of an earlier run must not be taken for one of this
	mkdir -p "$out"
}

# keep FILE COMMAND...: FILE, its .stderr and its .exit. The log shows no word of the tool: GitHub would obey it.
keep() {
	local file=$1 name=${1%.*} status=0
	shift
	"$@" >"$out/$file" 2>"$out/$name.stderr" </dev/null || status=$?
	echo "$status" >"$out/$name.exit"
	echo "$name: exit $status, $(wc -c <"$out/$file") bytes in $here$out/$file"
}

# record FILE COMMAND...: the same, and the report item that names all three.
record() {
	local file=$1 name=${1%.*}
	keep "$@"
	echo "$name=$here$out/$file$root exit=@$here$out/$name.exit stderr=$here$out/$name.stderr" >>"$GITHUB_OUTPUT"
}

# measure_coverage FILE FOLDER REPORTS COMMAND...: keeps FILE of a command that leaves REPORTS (names, the first one for
# coverage-gate) in FOLDER. No gate judges how the tests ended, so reports of a run that did not end well are taken away, and
# coverage-gate finds none: incomplete.
measure_coverage() {
	local file=$1 name=${1%.*} folder=$2 reports report
	read -rd '' -a reports <<<"$3" || true
	shift 3
	for report in "${reports[@]}"; do rm -rf "${folder:?}/$report"; done # an earlier run's
	keep "$file" "$@"
	echo "coverage=$here$folder/${reports[0]}" >>"$GITHUB_OUTPUT"
	if [ "$(<"$out/$name.exit")" -ne 0 ]; then
		for report in "${reports[@]}"; do rm -rf "${folder:?}/$report"; done
		echo "::warning title=$tools::$name did not end well, its coverage counts for nothing: look into $out/$name.stderr"
	fi
}

wanted() { # NAME VALUE
	case $2 in
	true) return 0 ;;
	false) return 1 ;;
	*) fail "$1 is neither true nor false" ;;
	esac
}
