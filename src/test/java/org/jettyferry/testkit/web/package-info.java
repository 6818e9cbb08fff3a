/**
 * HTTP without a server: {@link org.jettyferry.testkit.web.PlainRequest} and {@link
 * org.jettyferry.testkit.web.PlainResponse} are a request and a response in memory for tests of the filter. The
 * request throws at every method that the filter must not call, above all those that read the body.
 *
 * <p>{@link org.jettyferry.testkit.web.RawConnection} is the opposite: bytes on a socket to a real node, for
 * requests that no HTTP client would send.
 */
package org.jettyferry.testkit.web;
