# Completion of trefoil for bash. Made by scripts/completions.
_trefoil() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command="" word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case " ingest extract parse annotate find show path connect query shell export import stats check forget refresh verify compact backup restore why merge unmerge split decisions score config " in *" $word "*) command=$word; break ;; esac
    done
    local options="-h --help --version --config --db --read-only --memory --threads --facts --min-confidence --min-sources --no-attributed --since --until --format --color -q --quiet --log --errors --exit-status --keep-going"
    case $command in
        ingest) options="$options -h --help --rules --date --any-language --aliases --relations" ;;
        extract) options="$options -h --help --rules --date --lines --derived --explain --any-language" ;;
        parse) options="$options -h --help --lines" ;;
        annotate) options="$options -h --help --until --date --lines" ;;
        find) options="$options -h --help --subject --relation --object --limit" ;;
        show) options="$options -h --help" ;;
        path) options="$options -h --help --through --max-hops" ;;
        connect) options="$options -h --help --through --max-hops --count" ;;
        query) options="$options -h --help -f --file --param --time-limit --row-limit --memory-limit" ;;
        shell) options="$options -h --help --no-init" ;;
        export) options="$options -h --help -o --output --around --query --hops --max-nodes --concepts --title --no-legend --canonical" ;;
        import) options="$options -h --help --columns --delimiter" ;;
        stats) options="$options -h --help --sources --top" ;;
        check) options="$options -h --help --repair" ;;
        forget) options="$options -h --help" ;;
        refresh) options="$options -h --help --all" ;;
        verify) options="$options -h --help" ;;
        compact) options="$options -h --help" ;;
        backup) options="$options -h --help --keep" ;;
        restore) options="$options -h --help --number --list" ;;
        why) options="$options -h --help" ;;
        merge) options="$options -h --help --aliases --never" ;;
        unmerge) options="$options -h --help" ;;
        split) options="$options -h --help" ;;
        decisions) options="$options -h --help --merges --review" ;;
        score) options="$options -h --help --rules --list" ;;
        config) options="$options -h --help" ;;
    esac
    case " --aliases --around --color --columns --concepts --config --count --date --db --delimiter --errors --facts --file --format --hops --keep --limit --max-hops --max-nodes --memory --memory-limit --min-confidence --min-sources --number --object --output --param --query --relation --relations --row-limit --rules --since --subject --threads --through --time-limit --title --top --until -f -o " in *" $previous "*) COMPREPLY=($(compgen -f -- "$current")); return ;; esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
    elif [[ -z $command ]]; then
        COMPREPLY=($(compgen -W "ingest extract parse annotate find show path connect query shell export import stats check forget refresh verify compact backup restore why merge unmerge split decisions score config" -- "$current"))
    else
        COMPREPLY=($(compgen -f -- "$current"))
    fi
}
complete -o filenames -F _trefoil trefoil
