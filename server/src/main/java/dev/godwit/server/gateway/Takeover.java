package dev.godwit.server.gateway;

import dev.godwit.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Turns an HTTP upgrade request into a raw Netty channel that speaks WebSocket (RFC 6455): Vert.x answers 101 and lets
/// go of the connection, so that an idle one costs only what its own few handlers need.
final class Takeover {
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final WebSocketDecoderConfig DECODER = WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(Limits.MAX_FRAME)
            .expectMaskedFrames(true)
            .allowExtensions(false)
            // Violations come to the session, which says in a frame what was wrong before it closes.
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private Takeover() {}

    /// What is wrong with the handshake, if anything (RFC 6455, 4.2.1).
    static Optional<String> objection(HttpServerRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            return Optional.of("This address is for WebSocket connections.");
        }
        if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            return Optional.of("Only WebSocket version 13 is spoken here.");
        }
        String key = request.getHeader("Sec-WebSocket-Key");
        return key == null || key.length() != 24
                ? Optional.of("The Sec-WebSocket-Key header is missing or wrong.")
                : Optional.empty();
    }

    static Future<WebSocketWire> take(HttpServerRequest request, Function<Channel, WebSocketWire> open) {
        request.response()
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .putHeader(HttpHeaders.UPGRADE, "websocket")
                .putHeader("Sec-WebSocket-Accept", accept(request.getHeader("Sec-WebSocket-Key")));
        var early = new EarlyBytes();
        var http = ((HttpServerConnection) request.connection()).channelHandlerContext();
        http.pipeline().addBefore(http.name(), "early", early);
        return request.toNetSocket().map(socket -> {
            var channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
            var own = open.apply(channel);
            channel.config().setWriteBufferWaterMark(WATER_MARK);
            channel.pipeline()
                    .addLast("ws-encoder", new WebSocket13FrameEncoder(false))
                    .addLast("ws-whole", new WebSocketFrameAggregator(Limits.MAX_FRAME))
                    .addLast("ws-utf8", new Utf8FrameValidator(false))
                    .addLast("session", own);
            channel.pipeline().replace("handler", "ws-decoder", new WebSocket13FrameDecoder(DECODER));
            channel.pipeline().remove(early);
            return own;
        });
    }

    /// Keeps what came in one go with the upgrade request, from a client that did not wait for the answer, until there
    /// is somebody to read it. Vert.x would lose it, and never give its memory back.
    private static final class EarlyBytes extends ChannelInboundHandlerAdapter {
        private final List<ByteBuf> kept = new ArrayList<>(1);

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes) {
                kept.add(bytes);
            } else {
                context.fireChannelRead(message);
            }
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            kept.forEach(context::fireChannelRead);
            kept.clear();
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
