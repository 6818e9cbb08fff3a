/**
 * Writes the answers that a node gives instead of the web application: an HTML page for people, a problem document or
 * JSON for programs.
 *
 * <p>The code is written by hand, because the node must not bring a library into other people's web applications. All
 * text goes through one escape for HTML and one for JSON, and the headers forbid scripts, frames and type sniffing:
 * the names of contexts come from a database and may contain anything.
 *
 * <p>Thread-safety: all classes are immutable or stateless.
 *
 * <p>Hazards: a link must come from the operator's settings, never from a request. A page reloads itself only for
 * GET. The response to HEAD has the length of the body and no body.
 */
@NullMarked
package org.jettyferry.node.answer;

import org.jspecify.annotations.NullMarked;
