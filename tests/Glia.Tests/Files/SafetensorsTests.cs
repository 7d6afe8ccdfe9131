using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Glia.Files;
using Glia.Tests.Data;

namespace Glia.Tests.Files;

public class SafetensorsTests
{
    private static byte[] FileOf(string json, int dataBytes)
    {
        var bytes = new byte[8 + json.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        Encoding.ASCII.GetBytes(json, bytes.AsSpan(8));
        for (int i = 0; i < dataBytes; i++) bytes[8 + json.Length + i] = (byte)i;
        return bytes;
    }

    private static SafetensorsFile Read(byte[] bytes) => Safetensors.Read(new MemoryStream(bytes));

    [Fact]
    public void Writes_the_bytes_the_format_asks_for()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream,
            new Dictionary<string, NdArray> { ["a"] = NdArray.From([1.5f, -2f]), ["b"] = NdArray.From((byte[])[7], []) },
            new Dictionary<string, string> { ["format"] = "pt" });
        string json = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":""" +
            """{"dtype":"U8","shape":[1],"data_offsets":[8,9]}}""";
        string padded = json.PadRight((json.Length + 7) / 8 * 8);
        byte[] expected = [(byte)padded.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(padded), 0, 0, 0xc0, 0x3f, 0, 0,
            0, 0xc0, 7];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Reads_any_order_of_keys_tensors_and_widens_BF16()
    {
        // The bytes of 1.0 and -2.0 as BF16 are 80 3f and 00 c0.
        byte[] bytes = FileOf(
            """{"late":{"data_offsets":[4,6],"dtype":"I16","shape":[]},"early":{"shape":[2,1],"dtype":"BF16","data_offsets":[0,4]}}""", 6);
        bytes.AsSpan(bytes.Length - 6, 4).Clear();
        byte[] halves = [0x80, 0x3f, 0x00, 0xc0];
        halves.CopyTo(bytes, bytes.Length - 6);
        SafetensorsFile file = Read(bytes);
        Assert.Equal((NumberType.Float32, 2), (file.Tensors["early"].Type, file.Tensors["early"].Rank));
        Assert.Equal([1f, -2f], file.Tensors["early"].ToSingles());
        Assert.Equal((0, 0x0504), (file.Tensors["late"].Rank, (int)file.Tensors["late"].GetDouble(0)));
        Assert.Empty(file.Metadata);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "do not fit it")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}}""", 4, "do not fit it")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "-1 among the sizes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "a hole or an overlap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}""", 6,
        "a hole or an overlap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 5, "should hold 4 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 3, "should hold 4 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2,
        "names tensor a twice")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "type C64")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"offsets":[0,1]}}""", 1, "unknown key offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "lacks one of")]
    [InlineData("""{"__metadata__":{"n":3}}""", 0, "not text")]
    [InlineData("""{"a":3}""", 0, "not the JSON")]
    [InlineData("""[]""", 0, "begin with {")]
    [InlineData("""{""", 0, "not the JSON")]
    public void A_lying_header_gets_its_sentence(string json, int dataBytes, string words)
    {
        byte[] bytes = FileOf(json, dataBytes);
        Assert.Contains(words, Assert.Throws<GliaException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_lengths_are_not_believed()
    {
        byte[] bytes = FileOf("{}", 0);
        Assert.Empty(Read(bytes).Tensors);
        bytes[3] = 1;
        Assert.Contains("cut off", Assert.Throws<GliaException>(() => Read(bytes)).Message, StringComparison.Ordinal);
        bytes[7] = 255;
        Assert.Contains("is of another kind, so no network", Assert.Throws<GliaException>(() => Read(bytes)).Message,
            StringComparison.Ordinal);
        Assert.Contains("is empty", Assert.Throws<GliaException>(() => Read([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.Float.Array[0, 20], Gen.Long.Array[0, 5], Gen.String)
            .Sample((floats, longs, text) => Fixture.WithFile(".safetensors", path =>
        {
            Safetensors.Write(path,
                new Dictionary<string, NdArray> { ["w"] = NdArray.From(floats), ["n"] = NdArray.From(longs, 1, longs.Length) },
                new Dictionary<string, string> { ["text"] = text });
            SafetensorsFile file = Safetensors.Read(path);
            Assert.Equal(floats, file.Tensors["w"].ToSingles());
            Assert.Equal([1, longs.Length], file.Tensors["n"].Shape);
            Assert.Equal(longs.Select(n => (double)n), file.Tensors["n"].ToDoubles());
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), file.Metadata["text"]);
        }), iter: 50);

    [Fact]
    public void No_damage_is_worse_than_a_sentence()
    {
        byte[] file = FileOf("""{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":""" +
            """{"dtype":"U8","shape":[2,2],"data_offsets":[12,16]}}""", 16);
        Gen.Select(Gen.Int[0, 2 * file.Length], Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[0, 4]).Sample((length, changes) =>
        {
            byte[] damaged = [.. file.Take(length)];
            foreach ((int at, byte value) in changes)
                if (at < damaged.Length) damaged[at] = value;
            return Fixture.ReadsOrExplains(damaged, s => Safetensors.Read(s), allowance: 1 << 20);
        }, iter: 5000);
    }
}
