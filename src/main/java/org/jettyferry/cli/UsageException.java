package org.jettyferry.cli;

/** What was asked for can't be meant so. The message is a sentence without a full stop. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UsageException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What to write instead, as a sentence. */
    String remedy() {
        return remedy;
    }
}
