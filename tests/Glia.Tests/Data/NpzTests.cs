using CsCheck;
using Glia.Data;
using Glia.Files;

namespace Glia.Tests.Data;

public class NpzTests
{
    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Reads_what_numpy_saves(string file)
    {
        IReadOnlyDictionary<string, NdArray> arrays = Npz.Read(Fixture.PathOf("npy", file));
        Assert.Equal(["loss", "x", "y"], arrays.Keys.Order());
        Assert.Equal([3, 2], arrays["x"].Shape);
        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f], arrays["x"].ToSingles());
        Assert.Equal([0, 1, 0], arrays["y"].RawBytes.ToArray());
        Assert.Equal("mse", arrays["loss"].GetString(0));
    }

    [Fact]
    public void A_bomb_gets_its_sentence()
    {
        using var stream = new MemoryStream();
        Npz.Write(stream, new Dictionary<string, NdArray> { ["x"] = NdArray.From(new byte[80 << 20]) });
        stream.Position = 0;
        Assert.Contains("unpacks to more than 250 times", Assert.Throws<GliaException>(() => Npz.Read(stream)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read_again(bool compressed) => Fixture.WithFile(".npz", path =>
    {
        Npz.Write(path, new Dictionary<string, NdArray>
        {
            ["w1"] = NdArray.From([1f, 2f, 3f, 4f], 2, 2),
            ["name"] = NdArray.Scalar("adam")
        }, compressed);
        IReadOnlyDictionary<string, NdArray> arrays = Npz.Read(path);
        Assert.Equal([1f, 2f, 3f, 4f], arrays["w1"].ToSingles());
        Assert.Equal(("adam", 0), (arrays["name"].GetString(0), arrays["name"].Rank));
    });

    [Fact]
    public void A_changed_number_is_not_read_as_if_it_had_been_saved() => Fixture.WithFile(".npz", path =>
    {
        Npz.Write(path, new Dictionary<string, NdArray> { ["w1"] = NdArray.From([1f, 2f, 3f, 4f], 2, 2) }, compressed: false);
        byte[] bytes = File.ReadAllBytes(path);
        // The bytes of 3f.
        int at = bytes.AsSpan().IndexOf(new byte[] { 0, 0, 0x40, 0x40 });
        bytes[at + 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("w1", Assert.Throws<GliaException>(() => Npz.Read(path)).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void No_damage_is_worse_than_a_sentence()
    {
        byte[][] files = [File.ReadAllBytes(Fixture.PathOf("npy", "stored.npz")), File.ReadAllBytes(Fixture.PathOf("npy", "deflated.npz"))];
        Gen.Select(Gen.Int[0, files.Length - 1].Select(i => files[i]), Gen.Int[0, 1200], Gen.Select(Gen.Int[0, 1200], Gen.Byte).Array[0, 4])
            .Sample((file, length, changes) =>
        {
            byte[] damaged = [.. file.Take(length < 200 ? length : file.Length)];
            foreach ((int at, byte value) in changes)
                if (at < damaged.Length) damaged[at] = value;
            return Fixture.ReadsOrExplains(damaged, s => Npz.Read(s));
        }, iter: 3000);
    }
}
