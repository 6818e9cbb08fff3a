package org.jettyferry.changelog;

import liquibase.exception.DatabaseException;

/** A statement was cut off, and nobody can tell whether it has run. The message names it. */
final class StatementInDoubtException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    StatementInDoubtException(String statement) {
        super(statement);
    }
}
