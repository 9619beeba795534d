package dev.godwit.testing.torture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A network device whose packets come to us instead of a wire, and go on as we like
/// (`Documentation/networking/tuntap` of Linux). Lasts as long as this process. One thread may read while another
/// writes.
final class Tun {
    private static final String DEVICE = "/dev/net/tun";
    private static final int LARGEST = 65_536;
    private static final int O_RDWR = 2;
    /// `TUNSETIFF`, with `IFF_TUN | IFF_NO_PI`.
    private static final long SET_INTERFACE = 0x400454caL;

    private static final short IP_PACKETS_ONLY = 0x1001;
    private static final int REQUEST_SIZE = 40;
    private static final int NAME_SIZE = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = function("open", JAVA_INT, 2, ADDRESS, JAVA_INT);
    private static final MethodHandle IOCTL = function("ioctl", JAVA_INT, 2, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle READ = function("read", JAVA_LONG, 3, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = function("write", JAVA_LONG, 3, JAVA_INT, ADDRESS, JAVA_LONG);

    private final int descriptor;
    private final MemorySegment in = Arena.global().allocate(LARGEST);
    private final MemorySegment out = Arena.global().allocate(LARGEST);

    private Tun(int descriptor) {
        this.descriptor = descriptor;
    }

    /// @param fixed arguments before the variable ones, if the function has such
    @SuppressWarnings("restricted") // these four functions, with the signatures of the C library
    private static MethodHandle function(String name, MemoryLayout result, int fixed, MemoryLayout... arguments) {
        var descriptor = FunctionDescriptor.of(result, arguments);
        var address = LINKER.defaultLookup().find(name).orElseThrow();
        return fixed < arguments.length || name.equals("open")
                ? LINKER.downcallHandle(address, descriptor, Linker.Option.firstVariadicArg(fixed))
                : LINKER.downcallHandle(address, descriptor);
    }

    /// Needs the right to administer the network of this namespace.
    static Tun open(String name) throws IOException {
        try (var arena = Arena.ofConfined()) {
            int descriptor = (int) call(OPEN, arena.allocateFrom(DEVICE), O_RDWR);
            var request = arena.allocate(REQUEST_SIZE);
            request.setString(0, name);
            request.set(JAVA_SHORT, NAME_SIZE, IP_PACKETS_ONLY);
            call(IOCTL, descriptor, SET_INTERFACE, request);
            return new Tun(descriptor);
        }
    }

    /// The next packet that the kernel sends here; waits for it.
    byte[] read() throws IOException {
        int length = (int) call(READ, descriptor, in, (long) LARGEST);
        return in.asSlice(0, length).toArray(JAVA_BYTE);
    }

    /// As if it had come over a wire.
    void write(byte[] packet) throws IOException {
        MemorySegment.copy(packet, 0, out, JAVA_BYTE, 0, packet.length);
        call(WRITE, descriptor, out, (long) packet.length);
    }

    private static long call(MethodHandle function, Object... arguments) throws IOException {
        long result;
        try {
            result = ((Number) function.invokeWithArguments(arguments)).longValue();
        } catch (Throwable e) {
            throw new IOException(e);
        }
        if (result < 0) {
            throw new IOException(DEVICE + " says no");
        }
        return result;
    }
}
