package dev.rls.policy.condition;

import dev.rls.policy.condition.Token.Kind;
import java.util.List;

/** The tokens of a condition, read from the first to the last. */
final class Tokens {

    private final List<Token> tokens;
    private int position;

    Tokens(String text) {
        tokens = Lexer.tokens(text);
    }

    Token current() {
        return tokens.get(position);
    }

    /** What follows, or the last token. */
    Token following() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    boolean isAtEnd() {
        return current().kind() == Kind.END;
    }

    /** Takes the current token. */
    Token next() {
        Token token = current();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the current token if it is this one. */
    boolean accept(String signOrWord) {
        boolean accepted = current().is(signOrWord);
        if (accepted) {
            next();
        }
        return accepted;
    }

    /** The fault that the current token is another than expected. */
    Fault unexpected(String expected, String fix) {
        Token found = current();
        String best = found.kind() == Kind.FOREIGN ? found.fix() : fix;
        return new Fault(Message.SYNTAX, found.offset(), found.shown(), expected, best.isEmpty() ? "" : " " + best);
    }
}
