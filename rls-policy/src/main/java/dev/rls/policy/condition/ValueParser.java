package dev.rls.policy.condition;

import dev.rls.policy.ClaimRef;
import dev.rls.policy.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads what conditions compare. */
final class ValueParser {

    /** Names of a path or a claim. */
    private static final int NAMES = 20;

    private final Tokens tokens;

    ValueParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Value value(String expected) {
        Token token = tokens.current();
        return switch (token.kind()) {
            case WORD -> word(expected);
            case TEXT -> text(tokens.next());
            case NUMBER -> {
                tokens.next();
                yield new Value.Decimal(token.text(), token.offset());
            }
            case SIGN, FOREIGN, END -> {
                if (token.is(":")) {
                    yield claim();
                }
                throw tokens.unexpected(expected, Hints.value(token, tokens.following()));
            }
        };
    }

    /** A string without its quotes. */
    Value.Text text(Token token) {
        String raw = token.text();
        return new Value.Text(raw.substring(1, raw.length() - 1).replace("''", "'"), raw, token.offset());
    }

    private Value word(String expected) {
        Token word = tokens.current();
        Token next = tokens.following();
        String folded = Words.fold(word.text());
        if (next.is("(") && (!Words.RESERVED.contains(folded) || folded.equals("current_timestamp"))) {
            throw tokens.unexpected(expected, Hints.function(word));
        }
        String hint = Hints.name(word, next);
        if (!hint.isEmpty()) {
            throw tokens.unexpected(expected, hint);
        }
        if (folded.equals("true") || folded.equals("false")) {
            tokens.next();
            return new Value.Truth(folded.equals("true"), word.text(), word.offset());
        }
        if (folded.equals("current_timestamp")) {
            tokens.next();
            return new Value.Now(word.text(), word.offset());
        }
        if (Words.RESERVED.contains(folded)) {
            throw tokens.unexpected(expected, Hints.value(word, next));
        }
        Value.Name name = new Value.Name(word.text(), word.offset());
        limit(name.parts(), word.offset());
        tokens.next();
        return name;
    }

    Value.Claim claim() {
        Token colon = tokens.next();
        List<String> path = new ArrayList<>();
        StringBuilder text = new StringBuilder(":");
        int end = colon.end();
        do {
            Token part = tokens.current();
            boolean quoted = part.kind() == Kind.TEXT;
            if (part.offset() != end || (!quoted && part.kind() != Kind.WORD)) {
                throw tokens.unexpected("the name of a claim", "Write it behind the colon, as in :sub.");
            }
            List<String> names =
                    quoted ? List.of(text(part).value()) : new Value.Name(part.text(), part.offset()).parts();
            if (!names.stream().allMatch(ClaimRef::isName)) {
                throw tokens.unexpected(
                        "the name of a claim", "It is made of ASCII letters, digits and _ . : / - alone.");
            }
            path.addAll(names);
            text.append(part.text());
            tokens.next();
            end = part.end();
            if (tokens.current().is(".") && tokens.current().offset() == end) {
                text.append(tokens.next().text());
                end++;
            } else {
                limit(path, colon.offset());
                return new Value.Claim(path, text.toString(), colon.offset());
            }
        } while (true);
    }

    private static void limit(List<String> names, int offset) {
        if (names.size() > NAMES) {
            throw new Fault(Message.TOO_DEEP, offset, "this path has " + names.size() + " names", NAMES, "Shorten it.");
        }
    }
}
