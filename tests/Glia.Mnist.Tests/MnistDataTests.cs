using System.Buffers.Binary;
using System.Security.Cryptography;
using Glia.Data;

namespace Glia.Mnist.Tests;

/// <summary>The checksums are the published ones of the four files and those of their content.</summary>
public class MnistDataTests(MnistDataTests.Loaded loaded) : IClassFixture<MnistDataTests.Loaded>
{
    public sealed class Loaded
    {
        public MnistData Data { get; } = MnistData.Load(factor: 1);
    }

    private readonly MnistData _data = loaded.Data;

    private static ReadOnlySpan<byte> Pixels(Dataset part) => ((ByteFeatures)part.Inputs).Values;

    private static byte[] Labels(Dataset part) => [.. Enumerable.Range(0, part.Rows).Select(row => (byte)part.Targets[row].IndexOf(1f))];

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [Fact]
    public void Content_is_the_published_one()
    {
        Assert.Equal("741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757", Sha256(Pixels(_data.Train)));
        Assert.Equal("6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161", Sha256(Pixels(_data.Test)));
        Assert.Equal("5b92582eb909c82a9bfefcd44acbe9233be3eb5b419a44cf211022ad2bf4bf96", Sha256(Pixels(_data.All)));
        Assert.Equal("1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13", Sha256(Labels(_data.Train)));
        Assert.Equal("ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5", Sha256(Labels(_data.Test)));
        Assert.Equal("671ff9d70b4811116d55c3dd479efa7a981e2e62753ef7a6d5c15fea81e63d27", Sha256(Labels(_data.All)));
    }

#pragma warning disable CA5351 // MD5 is what the files were published with.
    [Fact]
    public void The_four_published_files_can_be_made_again()
    {
        Assert.Equal("6bbc9ace898e44ae57da46a324031adb", Md5([2051, 60000, 28, 28], Pixels(_data.Train)));
        Assert.Equal("a25bea736e30d166cdddb491f175f624", Md5([2049, 60000], Labels(_data.Train)));
        Assert.Equal("2646ac647ad5339dbf082846283269ea", Md5([2051, 10000, 28, 28], Pixels(_data.Test)));
        Assert.Equal("27ae3e4e09519cfbb04c329615203637", Md5([2049, 10000], Labels(_data.Test)));

        static string Md5(int[] header, ReadOnlySpan<byte> content)
        {
            using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            Span<byte> word = new byte[4];
            foreach (int value in header)
            {
                BinaryPrimitives.WriteInt32BigEndian(word, value);
                md5.AppendData(word);
            }
            md5.AppendData(content);
            return Convert.ToHexStringLower(md5.GetHashAndReset());
        }
    }
#pragma warning restore CA5351

    [Fact]
    public void Counts_sums_and_names_are_right()
    {
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], Counts(_data.Train));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], Counts(_data.Test));
        Assert.Equal((1_567_298_545, 264_923_200, 1_832_221_745), (Sum(_data.Train), Sum(_data.Test), Sum(_data.All)));
        Assert.Equal((60_000, 10_000, 70_000, 784), (_data.Train.Rows, _data.Test.Rows, _data.All.Rows, _data.All.Inputs.Shape.Size));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], _data.Train.ClassNames!);

        static int[] Counts(Dataset part)
        {
            byte[] labels = Labels(part);
            return [.. Enumerable.Range(0, 10).Select(digit => labels.Count(label => label == digit))];
        }

        static long Sum(Dataset part)
        {
            long sum = 0;
            foreach (byte pixel in Pixels(part)) sum += pixel;
            return sum;
        }
    }

    [Fact]
    public void Pixels_come_out_scaled_and_shaped_as_asked()
    {
        MnistData scaled = MnistData.Load(new Shape(28, 28, 1));
        var raw = new float[784];
        var unit = new float[784];
        _data.Test.Inputs.Gather([4], raw);
        scaled.Test.Inputs.Gather([4], unit);
        Assert.Equal(new Shape(28, 28, 1), scaled.Test.Inputs.Shape);
        Assert.Equal(255, raw.Max());
        Assert.Equal(raw.Select(pixel => pixel * (1f / 255)), unit);
        Assert.Throws<ArgumentException>(() => MnistData.Load(new Shape(28, 27)));
    }
}
