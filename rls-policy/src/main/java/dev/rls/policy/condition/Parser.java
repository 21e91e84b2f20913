package dev.rls.policy.condition;

import dev.rls.policy.Comparison.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads conditions; the grammar stands in docs/policies.md, one method here for each of its rules. */
final class Parser {

    /** Enough for people, and no stack overflows. */
    private static final int DEPTH = 50;

    private final Tokens tokens;
    private final ValueParser values;
    private int depth;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
        this.values = new ValueParser(tokens);
    }

    /**
     * The tree of a condition.
     *
     * @throws Fault if the text is none
     */
    static Condition parse(String text) {
        Tokens tokens = new Tokens(text);
        Condition condition = new Parser(tokens).condition();
        if (!tokens.isAtEnd()) {
            throw tokens.unexpected("\"and\", \"or\" or the end", Hints.connective(tokens.current()));
        }
        return condition;
    }

    private Condition condition() {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(and());
        } while (tokens.accept("or"));
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition and() {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(not());
        } while (tokens.accept("and"));
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition not() {
        return negated(tokens.accept("not"), tokens.current().is("(") ? parentheses() : test());
    }

    private static Condition negated(boolean negated, Condition condition) {
        return negated ? new Condition.Negation(condition) : condition;
    }

    private Condition parentheses() {
        if (depth == DEPTH) {
            throw new Fault(
                    Message.TOO_DEEP,
                    tokens.current().offset(),
                    "parentheses lie in parentheses " + DEPTH + " times",
                    DEPTH,
                    "Split the policy into several: all of them hold together.");
        }
        depth++;
        tokens.accept("(");
        Condition condition = condition();
        if (!tokens.accept(")")) {
            throw tokens.unexpected("\"and\", \"or\" or \")\"", Hints.connective(tokens.current()));
        }
        depth--;
        return condition;
    }

    private Condition test() {
        Value value = values.value("a condition");
        Token token = tokens.current();
        Optional<Operator> operator = Arrays.stream(Operator.values())
                .filter(candidate -> token.is(candidate.sql()))
                .findFirst();
        if (operator.isPresent()) {
            tokens.next();
            if (tokens.current().is("null")) {
                throw tokens.unexpected(
                        "a value",
                        operator.get() == Operator.EQUAL
                                ? "Nothing equals null: write \"is null\"."
                                : "Nothing compares with null: write \"is not null\".");
            }
            return new Condition.Compare(value, operator.get(), token.offset(), values.value("a value"));
        }
        if (tokens.accept("is")) {
            boolean not = tokens.accept("not");
            if (!tokens.accept("null")) {
                throw tokens.unexpected(
                        not ? "\"null\"" : "\"null\" or \"not null\"", Hints.afterIs(tokens.current(), value, not));
            }
            return negated(not, new Condition.Missing(value));
        }
        boolean not = tokens.accept("not");
        int offset = tokens.current().offset();
        if (tokens.accept("between")) {
            return negated(not, between(value, offset));
        }
        if (tokens.accept("in")) {
            return negated(not, in(value));
        }
        if (tokens.accept("like")) {
            return negated(not, like(value));
        }
        throw not
                ? tokens.unexpected("\"between\", \"in\" or \"like\"", Hints.operatorAfterNot(tokens.current()))
                : tokens.unexpected(
                        "=, <>, <, <=, >, >=, \"is\", \"between\", \"in\" or \"like\"",
                        Hints.operator(tokens.current(), value));
    }

    private Condition between(Value value, int offset) {
        Value low = values.value("a value");
        if (!tokens.accept("and")) {
            throw tokens.unexpected("\"and\" and the upper bound", Hints.bound(tokens.current()));
        }
        return new Condition.Between(value, offset, low, values.value("a value"));
    }

    private Condition in(Value value) {
        if (tokens.current().is(":")) {
            return new Condition.InClaim(value, values.claim());
        }
        if (!tokens.accept("(")) {
            throw tokens.unexpected("a claim or a list of values", Hints.afterIn(tokens.current()));
        }
        List<Value> candidates = new ArrayList<>();
        do {
            candidates.add(values.value("a value"));
        } while (tokens.accept(","));
        if (!tokens.accept(")")) {
            throw tokens.unexpected("\",\" or \")\"", Hints.value(tokens.current(), tokens.following()));
        }
        return new Condition.Among(value, candidates);
    }

    private Condition like(Value value) {
        Value pattern = values.value("a pattern");
        if (tokens.accept("||")) {
            if (!tokens.current().text().equals("'%'")) {
                throw tokens.unexpected("'%'", "A prefix is written path like :root || '%'.");
            }
            tokens.next();
            return new Condition.StartsWith(value, pattern);
        }
        if (!(pattern instanceof Value.Text text)) {
            throw tokens.unexpected(
                    "|| '%'", "A pattern is a string; a prefix is written like " + pattern.text() + " || '%'.");
        }
        if (!tokens.accept("escape")) {
            return new Condition.Matches(value, text, null);
        }
        if (tokens.current().kind() != Token.Kind.TEXT) {
            throw tokens.unexpected("a character in quotes", "Write it as in escape '!'.");
        }
        return new Condition.Matches(value, text, values.text(tokens.next()));
    }
}
