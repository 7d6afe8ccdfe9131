using System.IO.Compression;
using CsCheck;
using Glia.Data;
using Glia.Files;

namespace Glia.Tests.Data;

public class IdxTests
{
    private static NdArray Read(params byte[] bytes) => Idx.Read(new MemoryStream(bytes));

    private static byte[] File(byte type, int[] sizes, params byte[] data) =>
        [0, 0, type, (byte)sizes.Length, .. sizes.SelectMany(s => (byte[])[(byte)(s >> 24), (byte)(s >> 16), (byte)(s >> 8), (byte)s]),
            .. data];

    [Fact]
    public void Reads_every_type_big_endian()
    {
        NdArray images = Read(File(8, [2, 1, 3], 1, 2, 3, 4, 5, 255));
        Assert.Equal((NumberType.UInt8, 3), (images.Type, images.Rank));
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 255f], images.ToSingles());
        Assert.Equal([-2f], Read(File(9, [1], 254)).ToSingles());
        Assert.Equal([-256f, 1f], Read(File(0xB, [2], 255, 0, 0, 1)).ToSingles());
        Assert.Equal([65536f], Read(File(0xC, [1], 0, 1, 0, 0)).ToSingles());
        Assert.Equal([1.5f], Read(File(0xD, [1], 0x3f, 0xc0, 0, 0)).ToSingles());
        Assert.Equal([-2.0], Read(File(0xE, [1], 0xc0, 0, 0, 0, 0, 0, 0, 0)).ToDoubles());
    }

    [Fact]
    public void Damage_gets_its_sentence()
    {
        Says("cut off", []);
        Says("cut off", File(8, [3], 1, 2));
        Says("goes on after", File(8, [1], 1, 2));
        Says("is not an IDX file", [0x1f, 0x8b, 8, 0]);
        Says("is not an IDX file", File(7, [1], 1));
        Says("announces 4,294,967,295", File(8, [-1], 1));
        Says("more than Glia reads", File(0xE, [int.MaxValue, int.MaxValue, int.MaxValue], 1));
        Says("2 GiB", File(8, [int.MaxValue], 1));
        Says("cut off", File(8, [2_000_000_000], 1));

        static void Says(string words, byte[] bytes)
        {
            Assert.Contains(words, Assert.Throws<GliaException>(() => Read(bytes)).Message, StringComparison.Ordinal);
            Assert.True(Fixture.ReadsOrExplains(bytes, s => Idx.Read(s), allowance: 200_000));
        }
    }

    [Fact]
    public void Packed_files_are_unpacked_and_their_sizes_not_believed() => Fixture.WithFile(".gz", path =>
    {
        Pack(File(8, [2], 7, 8));
        Assert.Equal([7f, 8f], Idx.Read(path).ToSingles());
        Pack(File(8, [2_000_000_000], 7, 8));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("cut off", Assert.Throws<GliaException>(() => Idx.Read(path)).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2 << 20);
        // What is packed says so in its first two bytes, whatever its name says.
        System.IO.File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Contains("cut off", Assert.Throws<GliaException>(() => Idx.Read(path)).Message, StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(path, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255, 255]);
        Assert.Contains("not a whole packed file", Assert.Throws<GliaException>(() => Idx.Read(path)).Message, StringComparison.Ordinal);

        void Pack(byte[] bytes)
        {
            using var packed = new GZipStream(System.IO.File.Create(path), CompressionLevel.Optimal);
            packed.Write(bytes);
        }
    });

    [Fact]
    public void No_damage_is_worse_than_a_sentence()
    {
        byte[] file = File(8, [2, 3], 1, 2, 3, 4, 5, 6);
        Gen.Select(Gen.Int[0, file.Length + 2], Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[0, 4]).Sample((length, changes) =>
        {
            byte[] damaged = [.. file.Take(length)];
            foreach ((int at, byte value) in changes)
                if (at < damaged.Length) damaged[at] = value;
            return Fixture.ReadsOrExplains(damaged, s => Idx.Read(s), allowance: 200_000);
        }, iter: 5000);
    }
}
