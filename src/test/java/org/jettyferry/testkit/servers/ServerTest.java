package org.jettyferry.testkit.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once on each database server; parameters of type {@link TestServer} and {@link TestDatabase} (a fresh
 * one for each) are filled in. On a server that is not to be had here it is skipped, and says why.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(OnEachServer.class)
public @interface ServerTest {
    /**
     * Names the servers.
     *
     * @return all, if not told otherwise
     */
    ServerKind[] value() default {ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB, ServerKind.MSSQL};
}
