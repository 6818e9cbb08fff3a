/**
 * Writes what a node answers in a web application's place: a page for people, a problem document or JSON for programs.
 *
 * <p>It is written by hand, because the node must bring no library into other people's web applications. Text goes through
 * one escape for HTML and one for JSON, and the answer forbids scripts, frames and guessing of types: names of contexts come
 * from a database, and may hold anything.
 *
 * <p>Hazards: a link must come from the operator's settings, never from a request. A page that comes back by itself does so
 * only for GET. A response to HEAD has the length of the body and no body.
 */
@NullMarked
package org.jettyferry.node.answer;

import org.jspecify.annotations.NullMarked;
