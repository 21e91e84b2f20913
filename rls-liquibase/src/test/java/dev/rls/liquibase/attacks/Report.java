package dev.rls.liquibase.attacks;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.liquibase.attacks.Trial.Outcome;
import dev.rls.liquibase.attacks.Trial.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of the attacks, for programs and for readers. */
final class Report {

    private static final String INTRODUCTION = """
            # Attacks

            What an attacker tries who runs any SQL as the application's login, a member of `rls_app` that owns nothing. She is alice
            of tenant acme and holds a good token of hers. Bob of globex uses the same application. An attack succeeds if she is
            told a row, a secret or a yes or no about what is not hers, or if anything of it is changed afterwards.

            Each attack is its own control: it is run again where the one rule that stops it was taken away, and must succeed
            there. `n/a` is what PostgreSQL 15 has no words for. [The rules](#the-rules) are below, each with what takes it away.
            What nothing stops stands [at the end](#what-nothing-stops), and in [SECURITY.md](../SECURITY.md) with what limits it.

            The test `AttacksTest` writes this page to `rls-liquibase/target/attacks.md`, and the cells to `attacks.csv` beside it.

            """;

    private static final String OPEN = "What nothing stops";

    private final Trial trial;

    Report(Trial trial) {
        this.trial = trial;
    }

    String csv() {
        StringBuilder csv =
                new StringBuilder("id,group,attack,stopped by,postgres 15,postgres 18,control 15,control 18\n");
        trial.results()
                .forEach((attack, results) -> csv.append(Stream.concat(
                                        Stream.of(attack.id(), attack.group(), attack.tries(), stoppedBy(attack)),
                                        cells(results))
                                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(",")))
                        .append('\n'));
        return csv.toString();
    }

    String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("| ").append(attacks(attack -> !attack.isOpen()).size()).append(" attacks |");
        page.append(" PostgreSQL 15 | PostgreSQL 18 | control 15 | control 18 |\n|---|---|---|---|---|\n");
        for (Outcome outcome : Outcome.values()) {
            page.append("| ").append(outcome).append(" |");
            for (int column = 0; column < 4; column++) {
                page.append(' ').append(count(outcome, column)).append(" |");
            }
            page.append('\n');
        }
        Map<String, List<Attack>> groups = attacks(attack -> !attack.isOpen()).stream()
                .collect(Collectors.groupingBy(Attack::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, attacks) -> {
            page.append("\n## ").append(group);
            page.append("\n\n| attack | what is tried | stopped by | 15 | 18 | control 15 | control 18 |\n");
            page.append("|---|---|---|---|---|---|---|\n");
            attacks.forEach(attack ->
                    row(page, attack, stoppedBy(attack), cells(trial.results().get(attack))));
        });
        rules(page);
        page.append("\n## ").append(OPEN);
        page.append("\n\n| attack | what is tried | in SECURITY.md | 15 | 18 |\n|---|---|---|---|---|\n");
        attacks(Attack::isOpen)
                .forEach(attack -> row(
                        page,
                        attack,
                        attack.limit(),
                        cells(trial.results().get(attack)).limit(2)));
        return page.toString();
    }

    private static void row(StringBuilder page, Attack attack, String reason, Stream<String> cells) {
        page.append("| `")
                .append(attack.id())
                .append("` | ")
                .append(attack.tries())
                .append(" | ");
        page.append(reason)
                .append(" | ")
                .append(cells.collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    private void rules(StringBuilder page) {
        page.append("\n## The rules\n\nIn a database of its own, as a superuser; `edit` replaces text of a function. ")
                .append("Where mistakes stand beside a rule, it holds in spite of them.\n\n")
                .append("| rule | in spite of | taken away by |\n|---|---|---|\n");
        attacks(attack -> !attack.isOpen()).stream()
                .map(Attack::rule)
                .map(rule -> String.join(
                        " | ",
                        Objects.requireNonNull(rule).says(),
                        code(rule.given()),
                        rule.isOfTheClient() ? rule.means() : code(rule.taken())))
                .distinct()
                .forEach(rule -> page.append("| ").append(rule).append(" |\n"));
    }

    private static String code(List<String> statements) {
        return statements.stream()
                .map(sql -> "`` " + sql.strip().replaceAll("\\s+", " ").replace("|", "\\|") + " ``")
                .collect(Collectors.joining("<br>"));
    }

    private static String stoppedBy(Attack attack) {
        return attack.isOpen() ? "" : Objects.requireNonNull(attack.rule()).says();
    }

    private List<Attack> attacks(Predicate<Attack> chosen) {
        return trial.results().keySet().stream().filter(chosen).toList();
    }

    private long count(Outcome outcome, int column) {
        return attacks(attack -> !attack.isOpen()).stream()
                .filter(attack ->
                        cells(trial.results().get(attack)).toList().get(column).equals(outcome.toString()))
                .count();
    }

    private static Stream<String> cells(Map<Version, Result> results) {
        return Stream.concat(
                        results.values().stream().map(Result::ruled),
                        results.values().stream().map(Result::control))
                .map(Outcome::toString);
    }
}
