package org.jettyferry.testkit;

import org.assertj.core.api.Condition;
import org.jettyferry.jdbc.OperatorException;

/** Checks the kind of an {@link OperatorException} in an assertion. */
public final class KindCondition {
    private KindCondition() {}

    /** Returns the condition that an error is an {@link OperatorException} of this kind. */
    public static Condition<Throwable> ofKind(OperatorException.Kind kind) {
        return new Condition<>(
                error -> error instanceof OperatorException expected && expected.kind() == kind,
                "of the kind %s",
                kind);
    }
}
