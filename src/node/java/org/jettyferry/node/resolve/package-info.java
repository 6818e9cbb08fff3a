/**
 * Finds the name of a request's context: by web application, path, host, header, cookie, session or user.
 *
 * <p>A resolver reads only what the container has parsed already: it reads no body, makes no session and looks nothing up.
 * {@code PathResolver} takes the path as the container understood it, because {@code /./acme/} and {@code /%61cme/} of the
 * client would slip past; and it hands on a part of that text instead of a copy, because every request pays for it.
 *
 * <p>Hazards: what a header, a cookie or a parameter says is the client's choice, good for choosing a server and for no
 * permission. A host is a key to look things up by and never part of an answer. A regular expression sees at most 253
 * characters of it. To add one: {@code Resolvers}, its test, docs/filter.md; a site's own comes by {@code ServiceLoader}.
 */
@NullMarked
package org.jettyferry.node.resolve;

import org.jspecify.annotations.NullMarked;
