/**
 * The contexts that requests have asked this node for: a bounded cache that requests read without a lock.
 *
 * <p>{@link org.jettyferry.node.contexts.ContextCache} finds an entry by the part of the path that names the context, without
 * a copy of that text. {@code ContextIndex} is the hash table behind it: the name, packed into two numbers, lies in the slot
 * itself, so that one cache line answers. {@code HotEntries} keeps entries in use side by side in memory; among a million
 * names they would lie on as many pages. A {@code CacheEntry} is what a request reads, a {@code CachedContext} all that is
 * known. {@code ContextNumbers} numbers them, so that a thread can note in its slot which context it works for.
 *
 * <p>A name that was not looked up yet waits aside until the poller has an answer for it. What the registry does not have is
 * remembered too, within a bound of its own: invented names crowd out no context.
 *
 * <p>Hazards: one thread at a time changes the cache (its methods are synchronized), any number read. Nothing is ever taken
 * out of an index, a new one replaces it; so an entry in hand may be an orphan, and is right only until its context changes.
 * After waiting for a look-up, find the entry again. An entry with requests in flight is never forgotten.
 */
@NullMarked
package org.jettyferry.node.contexts;

import org.jspecify.annotations.NullMarked;
