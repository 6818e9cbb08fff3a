/**
 * What the tool and the node know about JDBC URLs: which parts are secret, and which database product is behind one.
 *
 * <p>Both print URLs, and drivers quote URLs in their messages. {@link org.jettyferry.jdbcurl.JdbcUrl} masks all of
 * that:
 *
 * <pre>{@code
 *   jdbc:mysql://jetty:pw@db/site?user=me&password=pw    ->  jdbc:mysql://db/site?user=me&password=***
 *   jdbc:sqlserver://db;password={a;b};encrypt=true      ->  jdbc:sqlserver://db;password=***;encrypt=true
 *   jdbc:mysql://(host=db,password=pw,port=1)/site       ->  jdbc:mysql://(host=db,password=***,port=1)/site
 * }</pre>
 *
 * <p>It removes user information first, from {@code //} to the last {@code @} that can end it, since a password may
 * hold an {@code @} itself. Then it replaces the value of each parameter whose name ends in password, secret, token or
 * the like. Which character ends a value depends on the one before the parameter's name, so that a password with a
 * comma is masked as a whole.
 *
 * <p><b>Hazard.</b> A URL that is cut off or quoted in another form cannot be parsed. Where in doubt, the masking takes
 * too much: better a mutilated host name in a log than half a password.
 *
 * <p>All types are immutable and safe for use by several threads.
 */
@NullMarked
package org.jettyferry.jdbcurl;

import org.jspecify.annotations.NullMarked;
