package dev.rls.testkit.agreement;

import java.util.List;

/**
 * An attribute that conditions can name.
 *
 * @param text the path
 * @param kind its type
 * @param nullable whether rows hold null there
 */
record Term(String text, Kind kind, boolean nullable) {

    /** Whether acts write values there that the column rounds. */
    boolean rounded() {
        return text.equals("amount") || text.equals("amount2") || text.equals("due2");
    }

    static final List<Term> DOC = List.of(
            new Term("name", Kind.STRING, false),
            new Term("name2", Kind.STRING, true),
            new Term("uid", Kind.UUID, false),
            new Term("uid2", Kind.UUID, true),
            new Term("big", Kind.LONG, false),
            new Term("big2", Kind.LONG, true),
            new Term("num", Kind.INTEGER, false),
            new Term("num2", Kind.INTEGER, true),
            new Term("amount", Kind.DECIMAL, false),
            new Term("amount2", Kind.DECIMAL, true),
            new Term("flag", Kind.BOOLEAN, false),
            new Term("flag2", Kind.BOOLEAN, true),
            new Term("born", Kind.DATE, false),
            new Term("born2", Kind.DATE, true),
            new Term("due", Kind.TIMESTAMP, false),
            new Term("due2", Kind.TIMESTAMP, true),
            new Term("seen", Kind.TIMESTAMP, true),
            new Term("grade", Kind.GRADE, false),
            new Term("grade2", Kind.GRADE, true),
            new Term("stage", Kind.STAGE, false),
            new Term("stage2", Kind.STAGE, true),
            new Term("site.city", Kind.STRING, true),
            new Term("site.floor", Kind.INTEGER, true));

    private static final List<Term> FOLDER = List.of(
            new Term("title", Kind.STRING, true),
            new Term("rank", Kind.INTEGER, true),
            new Term("lead", Kind.UUID, true),
            new Term("budget", Kind.DECIMAL, true),
            new Term("until", Kind.TIMESTAMP, true),
            new Term("id", Kind.UUID, false));

    private static final List<Term> TEAM_OWN = List.of(
            new Term("title", Kind.STRING, true),
            new Term("rank", Kind.INTEGER, true),
            new Term("open", Kind.BOOLEAN, true),
            new Term("lead", Kind.UUID, true));

    static final List<Term> TEAM = joined(TEAM_OWN, through("folder", FOLDER));

    /** What associations of a doc lead to; all of it may read as null. */
    static List<Term> paths(Kind tenant) {
        return joined(
                through("folder", FOLDER),
                through("team", TEAM),
                List.of(new Term("team.id", Kind.LONG, true), new Term("team.tenantId", tenant, true)));
    }

    private static List<Term> through(String association, List<Term> terms) {
        return terms.stream()
                .map(term -> new Term(association + "." + term.text(), term.kind(), true))
                .toList();
    }

    @SafeVarargs
    private static List<Term> joined(List<Term>... lists) {
        return java.util.Arrays.stream(lists).flatMap(List::stream).toList();
    }
}
