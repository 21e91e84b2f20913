package dev.rls.policy.condition;

import dev.rls.policy.condition.Token.Kind;
import java.util.Map;
import java.util.Set;

/** What to write in place of what other languages have. */
final class Hints {

    private static final String NO_ARITHMETIC = "There is no arithmetic: compare the attribute itself.";
    private static final String NO_FUNCTIONS =
            "There are no functions: compare the attribute itself, and prefixes by like :root || '%'.";
    private static final String NO_SUBQUERY = "There are no subqueries: follow a to-one path, or ask for a claim.";

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("==", "Write \"=\"."),
            Map.entry("!=", "Write \"<>\"."),
            Map.entry("=>", "Write \">=\"."),
            Map.entry("=<", "Write \"<=\"."),
            Map.entry("&&", "Write \"and\"."),
            Map.entry("||", "Write \"or\"; \"||\" stands before '%' alone, as in path like :root || '%'."),
            Map.entry("!", "Write \"not\"."),
            Map.entry("?", "Write a claim, such as :sub."),
            Map.entry(";", "A condition has no end but its last word."),
            Map.entry("--", "There are no comments."),
            Map.entry("/*", "There are no comments."),
            Map.entry("+", NO_ARITHMETIC),
            Map.entry("-", NO_ARITHMETIC),
            Map.entry("*", NO_ARITHMETIC),
            Map.entry("/", NO_ARITHMETIC),
            Map.entry("%", NO_ARITHMETIC));

    private static final Map<String, String> OPERATORS = Map.of(
            "member", "Write \"in :claim\".",
            "ilike", "Write \"like\": case counts.",
            "similar", "Write \"like\".",
            "regexp", "Write \"like\".",
            "eq", "Write \"=\".",
            "ne", "Write \"<>\".");

    private static final Map<String, String> FUNCTIONS = Map.of(
            "now", "Write \"current_timestamp\".",
            "current_timestamp", "Write it without parentheses.",
            "exists", NO_SUBQUERY,
            "any", "Write \"in :claim\".",
            "all", "There is nothing of the kind: write \"and\".");

    private Hints() {}

    private static String sign(Token token) {
        return token.kind() == Kind.SIGN ? SIGNS.getOrDefault(token.text(), "") : token.fix();
    }

    /** Where a value is expected. */
    static String value(Token token, Token next) {
        if (token.is("(")) {
            return next.is("select") ? NO_SUBQUERY : "Parentheses hold a condition, or the values after in.";
        }
        if (token.is("not")) {
            return "Leave both out: not of not is nothing.";
        }
        if (token.is("null")) {
            return "Write \"is null\" behind the other value.";
        }
        if (token.is(")")) {
            return "Write at least one.";
        }
        if (token.kind() == Kind.WORD && Words.RESERVED.contains(Words.fold(token.text()))) {
            return "It is a word of the language: an attribute of that name can only be read at the end of a path.";
        }
        return sign(token);
    }

    /** Where a word with a parenthesis behind it is none of the language's. */
    static String function(Token word) {
        return FUNCTIONS.getOrDefault(Words.fold(word.text()), NO_FUNCTIONS);
    }

    /** Of a word where a value is expected; empty if it can be the name of one. */
    static String name(Token word, Token next) {
        String folded = Words.fold(word.text());
        if (folded.equals("select") && (next.kind() == Kind.WORD || next.is("*"))) {
            return NO_SUBQUERY;
        }
        return next.kind() == Kind.TEXT
                        && Set.of("date", "timestamp", "time", "uuid").contains(folded)
                ? "Write the string alone: its type is that of what it is compared with."
                : "";
    }

    /** Where an operator is expected after a value. */
    static String operator(Token token, Value value) {
        if (token.kind() == Kind.NUMBER && token.text().startsWith("-")) {
            return NO_ARITHMETIC;
        }
        boolean ends = token.kind() == Kind.END || token.is("and") || token.is("or") || token.is(")");
        if (ends && value instanceof Value.Constant) {
            return "A literal alone is no condition.";
        }
        if (ends && !(value instanceof Value.Now)) {
            return "Of a boolean write \"" + value.text() + " = true\".";
        }
        if (token.kind() == Kind.WORD) {
            String hint = OPERATORS.get(Words.fold(token.text()));
            return hint != null
                    ? hint
                    : Suggestion.sentence(token.text(), Set.of("between", "in", "like", "is", "not"));
        }
        return token.is("||") ? "Only a prefix has \"||\", as in path like :root || '%'." : sign(token);
    }

    /** Where an operator is expected after a value and {@code not}. */
    static String operatorAfterNot(Token token) {
        return isComparison(token) ? "Write \"not\" before the value." : sign(token);
    }

    private static boolean isComparison(Token token) {
        return Set.of("=", "<>", "<", "<=", ">", ">=").stream().anyMatch(token::is);
    }

    /** Between the bounds. */
    static String bound(Token token) {
        return token.is(",") || token.is("or") ? "Write \"and\"." : sign(token);
    }

    /** Where a condition ends or goes on. */
    static String connective(Token token) {
        if (token.kind() == Kind.NUMBER && token.text().startsWith("-")) {
            return NO_ARITHMETIC;
        }
        if (isComparison(token)) {
            return "Write two comparisons with \"and\" between, or \"between\".";
        }
        return token.kind() == Kind.WORD ? Suggestion.sentence(token.text(), Set.of("and", "or")) : sign(token);
    }

    /** After {@code is} and {@code is not}. */
    static String afterIs(Token token, Value value, boolean not) {
        if (token.is("true") || token.is("false")) {
            return "Write \"" + value.text() + (not ? " <> " : " = ") + Words.fold(token.text()) + "\".";
        }
        return token.is("empty") ? "Collections cannot be read." : sign(token);
    }

    /** After {@code in}. */
    static String afterIn(Token token) {
        return switch (token.kind()) {
            case WORD -> "Write a claim with a colon, as in :" + token.text() + ", or values in parentheses.";
            case TEXT, NUMBER -> "Write the values in parentheses.";
            default -> sign(token);
        };
    }
}
