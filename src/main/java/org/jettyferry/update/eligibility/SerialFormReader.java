package org.jettyferry.update.eligibility;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.SerialVersionUIDAdder;

/** Finds out what Java's serialization writes of a class, from the bytes of its file. Loads no class. Used once. */
final class SerialFormReader extends ClassVisitor {
    private static final String UID = "serialVersionUID";

    /** With one of these, only its code says what is written. */
    private static final Set<String> OWN_WAY = Set.of(
            "writeObject",
            "readObject",
            "readObjectNoData",
            "writeReplace",
            "readResolve",
            "writeExternal",
            "readExternal",
            "$deserializeLambda$");

    private final SortedMap<String, String> fields = new TreeMap<>();
    private OptionalLong uid = OptionalLong.empty();
    private int access;
    private String parent = "";
    private Set<String> interfaces = Set.of();
    private boolean ownWay;

    private SerialFormReader() {
        super(Opcodes.ASM9);
    }

    /**
     * Reads it.
     *
     * @return empty if only its code tells, or the file is not understood
     */
    static Optional<SerialForm> read(byte[] classFile) {
        SerialFormReader reader = new SerialFormReader();
        try {
            new ClassReader(classFile)
                    .accept(
                            new UidOf(reader),
                            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException e) { // cut off, of a newer Java than the library knows, or no class file
            return Optional.empty();
        }
        return reader.ownWay || (reader.needsUid() && reader.uid.isEmpty())
                ? Optional.empty()
                : Optional.of(new SerialForm(
                        reader.needsUid() ? reader.uid : OptionalLong.empty(),
                        reader.parent,
                        reader.interfaces,
                        Collections.unmodifiableSortedMap(reader.fields)));
    }

    /** No object has an interface as its class; Java takes enums by their names, and records whatever their UID is. */
    private boolean needsUid() {
        return (access & (Opcodes.ACC_ENUM | Opcodes.ACC_RECORD | Opcodes.ACC_INTERFACE)) == 0;
    }

    @Override
    public void visit(
            int version,
            int itsAccess,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] superInterfaces) {
        access = itsAccess;
        parent = superName == null ? "" : superName;
        interfaces = new TreeSet<>(superInterfaces == null ? List.of() : List.of(superInterfaces));
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int itsAccess, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        boolean isStatic = (itsAccess & Opcodes.ACC_STATIC) != 0;
        if (name.equals(UID) && isStatic) {
            uid = value instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
        } else if (name.equals("serialPersistentFields") && isStatic) {
            ownWay = true;
        } else if ((itsAccess & Opcodes.ACC_ENUM) != 0) {
            fields.put(name, "constant");
        } else if (!isStatic && (itsAccess & Opcodes.ACC_TRANSIENT) == 0 && (access & Opcodes.ACC_ENUM) == 0) {
            fields.put(name, descriptor);
        }
        return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int itsAccess, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        ownWay |= OWN_WAY.contains(name) && (access & Opcodes.ACC_INTERFACE) == 0;
        return null;
    }

    /** Adds the field that a class does not declare, with the value that Java computes for it. */
    private static final class UidOf extends SerialVersionUIDAdder {
        UidOf(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }
    }
}
