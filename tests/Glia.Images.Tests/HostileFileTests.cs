using System.Buffers.Binary;
using Glia.Files;

namespace Glia.Images.Tests;

/// <summary>No file hangs the reader, ends the process, or is answered although something of it is missing.</summary>
public class HostileFileTests
{
    // A file of this size decodes in a millisecond; ten seconds of a busy machine are no explanation but a loop.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    [Fact]
    public void The_seven_bytes_that_hung_the_decoder_are_refused() =>
        Assert.StartsWith("is cut off: ", Refusal([0xFF, 0xD8, 0xFF, 0xE0, 0x98, 0x10, 0x48]), StringComparison.Ordinal);

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        foreach (string name in Samples.Names)
        {
            byte[] whole = Samples.Bytes(name);
            for (int length = 0; length < whole.Length; length++)
            {
                string sentence = Refusal(whole[..length], $"{name} cut to {length} bytes");
                // The first bytes alone do not tell a kind.
                if (length > 30) Assert.StartsWith("is cut off: ", sentence, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Flipped_bytes_are_decoded_or_refused_and_nothing_else()
    {
        var random = new System.Random(12);
        foreach (string name in Samples.Names)
        {
            byte[] whole = Samples.Bytes(name);
            for (int round = 0; round < 300; round++)
            {
                byte[] changed = [.. whole];
                for (int flips = random.Next(1, 9); flips > 0; flips--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                if (name.EndsWith(".png", StringComparison.Ordinal) && round % 2 == 0) MendCheckSums(changed);
                Outcome(changed, $"{name}, round {round}");
            }
        }
    }

    [Fact]
    public void Random_bytes_behind_the_first_bytes_of_an_image_are_refused_or_decoded()
    {
        var random = new System.Random(13);
        foreach (byte[] start in new byte[][] { [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xDA], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
            "BM"u8.ToArray() })
        {
            for (int round = 0; round < 500; round++)
            {
                byte[] rest = new byte[random.Next(200)];
                random.NextBytes(rest);
                Outcome([.. start, .. rest], $"round {round}");
            }
        }
    }

    [Fact]
    public void A_small_file_that_announces_a_huge_image_is_refused_before_memory_is_taken()
    {
        byte[] jpeg = Samples.Bytes("jpg_baseline.jpg");
        int frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 9999);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 9999);
        Assert.Contains("announces 9999 x 9999 pixels, and its", Refusal(jpeg), StringComparison.Ordinal);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 65000);
        Assert.Equal("has 65000 x 9999 pixels, more than the 100,000,000 an image may have here; make it smaller.", Refusal(jpeg));

        byte[] png = Samples.Bytes("png_rgb.png");
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 9000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 9000);
        MendCheckSums(png);
        Assert.StartsWith("is cut off: it ends after 1,168 of 243,009,000 bytes of its pixels", Refusal(png), StringComparison.Ordinal);

        byte[] bmp = Samples.Bytes("bmp_24.bmp");
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(18), 9000);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(22), int.MinValue);
        Assert.StartsWith("has 9000 x 2147483648 pixels", Refusal(bmp), StringComparison.Ordinal);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(22), 9000);
        Assert.StartsWith("is cut off: it ends after 1,206 of ", Refusal(bmp), StringComparison.Ordinal);
    }

    [Fact]
    public void A_png_whose_pixels_unpack_to_more_than_it_announces_is_refused()
    {
        byte[] png = Samples.Bytes("png_rgb.png");
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 2);
        MendCheckSums(png);
        Assert.StartsWith("is damaged: it holds more pixels than the 24 x 2 it announces", Refusal(png), StringComparison.Ordinal);
    }

    [Fact]
    public void A_png_packed_with_a_dictionary_that_nobody_has_is_refused()
    {
        byte[] png = Samples.Bytes("png_rgb.png");
        int pixels = png.AsSpan().IndexOf("IDAT"u8) + 4;
        (png[pixels], png[pixels + 1]) = (0x78, 0x20);
        MendCheckSums(png);
        Assert.StartsWith("is damaged: its packed pixels contradict themselves", Refusal(png), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_check_sum_is_damage_in_a_needed_part_and_none_in_a_comment()
    {
        byte[] png = Samples.Bytes("png_rgb.png");
        png[^20] ^= 1;
        Assert.StartsWith("is damaged: the check sum of its part IDAT is wrong", Refusal(png), StringComparison.Ordinal);

        // A comment with a wrong sum, put before IEND.
        byte[] whole = Samples.Bytes("png_rgb.png");
        byte[] commented = [.. whole[..^12], 0, 0, 0, 3, .. "tEXt"u8, .. "a=b"u8, 1, 2, 3, 4, .. whole[^12..]];
        Assert.Equal("decoded", Outcome(commented, "comment"));
    }

    [Fact]
    public void A_jpeg_of_thousands_of_scans_is_refused()
    {
        byte[] jpeg = Samples.Bytes("jpg_progressive.jpg");
        int scan = jpeg.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] one = jpeg[scan..^2];
        byte[] many = [.. jpeg[..scan], .. Enumerable.Repeat(one, 5000).SelectMany(bytes => bytes), 0xFF, 0xD9];
        Assert.StartsWith("is damaged: it has more than 100 scans", Refusal(many), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_camera_appends_is_no_harm() =>
        Assert.Equal("decoded", Outcome([.. Samples.Bytes("jpg_baseline.jpg"), .. "trailer"u8, 0xFF, 0xD8], "trailer"));

    [Fact]
    public void Damaged_exif_counts_as_none()
    {
        byte[] jpeg = Samples.Bytes("exif_6.jpg");
        for (int i = 6; i < 60; i++)
        {
            byte[] changed = [.. jpeg];
            changed[i] = 0xEE;
            Outcome(changed, $"byte {i}");
        }
    }

    private static string Refusal(byte[] file, string what = "the file")
    {
        string outcome = Outcome(file, what);
        Assert.True(outcome != "decoded", $"{what} was answered");
        return outcome;
    }

    // What became of a file: "decoded", or the sentence that refused it. A loop, or any other exception, fails the test.
    private static string Outcome(byte[] file, string what)
    {
        string? outcome = null;
        Exception? other = null;
        var thread = new Thread(() =>
        {
            try
            {
                Image image = ImageReader.Decode(file);
                outcome = image.Pixels.Length == image.Width * image.Height * image.Channels ? "decoded" : "pixels are missing";
            }
            catch (GliaException error)
            {
                outcome = error.Message;
            }
            catch (Exception error)
            {
                other = error;
            }
        })
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Budget), $"{what} hangs: {Convert.ToHexString(file.AsSpan(0, Math.Min(64, file.Length)))}");
        Assert.True(other is null, $"{what}: {other}");
        Assert.NotEqual("pixels are missing", outcome);
        return outcome!;
    }

    // Makes the check sums of a PNG's parts right again, so that what was changed gets as far as the decoder.
    private static void MendCheckSums(byte[] png)
    {
        for (int at = 8; at + 12 <= png.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12) return;
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + (int)length), Crc32.Of(png.AsSpan(at + 4, 4 + (int)length)));
            at += 12 + (int)length;
        }
    }
}
