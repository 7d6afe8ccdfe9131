using CsCheck;
using Glia.Data;
using Glia.Files;

namespace Glia.Tests.Data;

public class NpyTests
{
    private static NdArray Load(string name) => Npy.Read(Fixture.PathOf("npy", name + ".npy"));

    [Theory]
    [InlineData("six_u1", NumberType.UInt8)]
    [InlineData("six_i1", NumberType.Int8)]
    [InlineData("six_le_u2", NumberType.UInt16)]
    [InlineData("six_le_i2", NumberType.Int16)]
    [InlineData("six_le_u4", NumberType.UInt32)]
    [InlineData("six_le_i4", NumberType.Int32)]
    [InlineData("six_le_u8", NumberType.UInt64)]
    [InlineData("six_le_i8", NumberType.Int64)]
    [InlineData("six_le_f2", NumberType.Float16)]
    [InlineData("six_le_f4", NumberType.Float32)]
    [InlineData("six_le_f8", NumberType.Float64)]
    [InlineData("six_be_i2", NumberType.Int16)]
    [InlineData("six_be_i4", NumberType.Int32)]
    [InlineData("six_be_f4", NumberType.Float32)]
    [InlineData("six_be_f8", NumberType.Float64)]
    public void Reads_every_type_numpy_writes(string file, NumberType type)
    {
        NdArray array = Load(file);
        Assert.Equal(type, array.Type);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f], array.ToSingles());
        Assert.Equal([0d, 1d, 2d, 3d, 4d, 5d], array.ToDoubles());
        Assert.Equal(["0", "1", "2", "3", "4", "5"], array.ToStrings());
    }

    [Fact]
    public void Reads_truth_values_scalars_and_text()
    {
        Assert.Equal([0f, 1f, 1f, 1f, 1f, 1f], Load("six_bool").ToSingles());
        Assert.Equal((0, 1L, 2.5), (Load("scalar").Rank, Load("scalar").Length, Load("scalar").GetDouble(0)));
        Assert.Equal("relu", Load("scalar_text").GetString(0));
        Assert.Equal(["one", "three"], Load("bytes").ToStrings());
        Assert.Equal([-1.5, -2, double.NaN, double.PositiveInfinity], Load("negative").ToDoubles());
        Assert.Equal(["9007199254740993", "-9223372036854775808"], Load("big").ToStrings());
        Assert.Equal((0L, 2), (Load("empty").Length, Load("empty").Rank));
        Assert.Contains("text where numbers", Assert.Throws<GliaException>(() => Load("bytes").ToSingles()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_Fortran_order_into_C_order()
    {
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), Load("fortran").ToSingles());
        Assert.Equal(["a", "bb", "ccc", "", "é😀", "x"], Load("fortran_text").ToStrings());
    }

    [Theory]
    [InlineData("object", "pickle")]
    [InlineData("structured", "a structured type")]
    [InlineData("complex", "<c8")]
    public void Refuses_by_name_what_it_does_not_read(string file, string word) =>
        Assert.Contains(word, Assert.Throws<GliaException>(() => Load(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void Writes_the_bytes_numpy_writes()
    {
        using var stream = new MemoryStream();
        Npy.Write(stream, NdArray.From([1.5f, -2f]));
        byte[] bytes = stream.ToArray();
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".PadRight(117) + "\n";
        byte[] expected = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 0x76, 0, .. header.Select(c => (byte)c), 0, 0,
            0xc0, 0x3f, 0, 0, 0, 0xc0];
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000,), }", "4000000000")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", "more than Glia reads")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (400000000,), }", "cut off")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }", "2 GiB")]
    [InlineData("{'descr': '<U0', 'fortran_order': False, 'shape': (1000000000,), }", "more than Glia reads")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "not a list of sizes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "lacks one of")]
    [InlineData("{'descr': '<f4', 'fortran_order': maybe, 'shape': ()}", "neither True nor False")]
    [InlineData("{'descr': '<f4', 'shape': (), 'extra': 1}", "unknown key 'extra'")]
    [InlineData("{'descr: }", "closing quote")]
    [InlineData("", "lacks the '{'")]
    public void A_lying_header_gets_its_sentence_and_no_memory(string header, string word)
    {
        byte[] bytes = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, 0,
            .. header.Select(c => (byte)c), 1, 2, 3, 4];
        Assert.Contains(word, Assert.Throws<GliaException>(() => Npy.Read(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
        Assert.True(Fixture.ReadsOrExplains(bytes, s => Npy.Read(s), allowance: 200_000));
    }

    [Fact]
    public void Other_files_and_cut_files_get_their_sentence()
    {
        Assert.Contains("There is no file", Assert.Throws<GliaException>(() => Npy.Read("/no/such.npy")).Message, StringComparison.Ordinal);
        Assert.Contains("cut off", Assert.Throws<GliaException>(() => Npy.Read(new MemoryStream())).Message, StringComparison.Ordinal);
        Assert.Contains("not an npy file", Assert.Throws<GliaException>(() => Npy.Read(new MemoryStream(new byte[100]))).Message,
            StringComparison.Ordinal);
        byte[] longHeader = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0, 0xff, 0xff, 0xff, 0x7f];
        Assert.Contains("claims 2,147,483,647 bytes", Assert.Throws<GliaException>(() => Npy.Read(new MemoryStream(longHeader))).Message,
            StringComparison.Ordinal);
        Fixture.WithFile(".npy", path =>
        {
            File.WriteAllBytes(path, [.. File.ReadAllBytes(Fixture.PathOf("npy", "six_u1.npy")), 7]);
            Assert.Contains("1 bytes after its array", Assert.Throws<GliaException>(() => Npy.Read(path)).Message,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        Gen.Select(Gen.Float.Array[0, 40], Gen.String[Gen.Char['a', 'ÿ'], 0, 9].Array[0, 9], Gen.Long.Array[0, 9])
            .Sample((floats, texts, longs) =>
        {
            Assert.Equal(floats, Again(NdArray.From(floats)).ToSingles());
            Assert.Equal(texts.Select(t => t.TrimEnd('\0')), Again(NdArray.From(texts)).ToStrings());
            NdArray column = Again(NdArray.From(longs, longs.Length, 1));
            Assert.Equal([longs.Length, 1], column.Shape);
            Assert.Equal(longs.Select(l => (double)l), column.ToDoubles());
        });

        static NdArray Again(NdArray array)
        {
            using var stream = new MemoryStream();
            Npy.Write(stream, array);
            stream.Position = 0;
            NdArray again = Npy.Read(stream);
            Assert.Equal(stream.Length, stream.Position);
            return again;
        }
    }

    [Fact]
    public void No_damage_is_worse_than_a_sentence()
    {
        byte[][] files = [.. Directory.GetFiles(Fixture.PathOf("npy"), "*.npy").Select(File.ReadAllBytes)];
        Gen.Select(Gen.Int[0, files.Length - 1].Select(i => files[i]), Gen.Int[0, 400], Gen.Select(Gen.Int[0, 140], Gen.Byte).Array[0, 4])
            .Sample((file, length, changes) =>
        {
            byte[] damaged = [.. file.Take(length)];
            foreach ((int at, byte value) in changes)
                if (at < damaged.Length) damaged[at] = value;
            return Fixture.ReadsOrExplains(damaged, s => Npy.Read(s), allowance: 1 << 20);
        }, iter: 5000);
    }
}
