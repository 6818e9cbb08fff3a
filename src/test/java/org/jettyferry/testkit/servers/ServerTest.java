package org.jettyferry.testkit.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once on each database server; parameters of type {@link TestServer} and {@link TestDatabase} (a
 * fresh one for each) are filled in. It is skipped, with the reason, on a server that this machine cannot provide. It
 * fails if it leaves a connection to its database open, or a database of its own undropped.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(OnEachServer.class)
public @interface ServerTest {
    /**
     * Names the servers. MySQL and MariaDB are much alike: in a normal build a test for both runs on one of them, always the
     * same, and about half of the tests on each. A wide build runs it on both.
     *
     * @return all by default
     */
    ServerKind[] value() default {ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB, ServerKind.MSSQL};

    /**
     * Names more servers, on which the test runs in a wide build only; see {@link org.jettyferry.testkit.Wide}.
     *
     * @return none by default
     */
    ServerKind[] wide() default {};
}
