package dev.godwit.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostedFramesTest {
    private static final String HELLO = "{\"t\":\"hello\",\"version\":1}";
    private static final String CHECK = "{\"t\":\"check\"}";

    @Test
    void oneBadFrameDoesNotSpoilTheOthers() throws BadFrameException {
        var posted = read(
                "{\"wait\":500,\"frames\":[" + HELLO + ",7,{\"t\":\"check\",\"mark\":\"\\ud83d\"}," + CHECK + "]}");
        assertEquals(500, posted.patience());
        assertInstanceOf(ClientFrame.Hello.class, posted.first());
        assertInstanceOf(PostedFrames.Posted.NotUnderstood.class, posted.rest().get(0));
        assertInstanceOf(PostedFrames.Posted.NotUnderstood.class, posted.rest().get(1), "half a surrogate pair");
        assertEquals(
                new PostedFrames.Posted.Understood(new ClientFrame.Check(Optional.empty())),
                posted.rest().get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"frames\":[]}",
                "{\"frames\":{}}",
                "{\"frames\":[7]}",
                "{\"frames\":[" + HELLO + "],\"frames\":[]}",
                "{\"frames\":[" + HELLO + ",{\"t\":\"check\",\"t\":\"check\"}]}",
                "{\"frames\":[" + HELLO + "],\"wait\":25001}",
                "{\"frames\":[" + HELLO + "],\"wait\":-1}",
                "{\"frames\":[" + HELLO + "],\"wait\":99999999999999999999}",
                "{\"frames\":[" + HELLO + "]} x"
            })
    void aBodyThatIsNoListOfFramesIsRefusedWhole(String body) {
        assertThrows(BadFrameException.class, () -> read(body));
    }

    @Test
    void moreThan256FramesAreRefused() throws BadFrameException {
        assertEquals(
                255,
                read("{\"frames\":[" + HELLO + ("," + CHECK).repeat(255) + "]}")
                        .rest()
                        .size());
        assertThrows(BadFrameException.class, () -> read("{\"frames\":[" + HELLO + ("," + CHECK).repeat(256) + "]}"));
    }

    private static PostedFrames read(String body) throws BadFrameException {
        return PostedFrames.read(body.getBytes(UTF_8));
    }
}
