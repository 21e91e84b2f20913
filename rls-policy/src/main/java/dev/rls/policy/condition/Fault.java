package dev.rls.policy.condition;

/** What is wrong at one place of a condition. Never leaves this package: it ends as a {@link Problem}. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Message message;
    private final int offset;

    Fault(Message message, int offset, Object... values) {
        super(message.text(values), null, false, false);
        this.message = message;
        this.offset = offset;
    }

    Message message() {
        return message;
    }

    /** From the start of the condition, in UTF-16 units; -1 for the whole. */
    int offset() {
        return offset;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
