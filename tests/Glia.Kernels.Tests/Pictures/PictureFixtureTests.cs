using System.Text.Json.Nodes;

namespace Glia.Kernels.Tests;

/// <summary>Maps of pictures against torch's grid_sample: Reference/make_pictures.py.</summary>
public class PictureFixtureTests
{
    private static readonly JsonArray Cases =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "pictures.json")))!.AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory, MemberData(nameof(Numbers))]
    public unsafe void A_picture_looks_as_torch_makes_it(int number)
    {
        JsonNode one = Cases[number]!;
        int height = (int)one["height"]!, width = (int)one["width"]!, channels = (int)one["channels"]!, grid = (int)one["grid"]!;
        float[] picture = Floats(one["picture"]), expected = Floats(one["expected"]), matrix = Floats(one["matrix"]),
            points = Floats(one["points"]);
        var change = PictureChange.None with
        {
            Xx = matrix[0],
            Xy = matrix[1],
            X0 = matrix[2],
            Yx = matrix[3],
            Yy = matrix[4],
            Y0 = matrix[5],
        };
        var scratch = new PictureScratch(height, width, channels, grid);
        points.AsSpan(0, grid * grid).CopyTo(new Span<float>(scratch.GridX, grid * grid));
        points.AsSpan(grid * grid).CopyTo(new Span<float>(scratch.GridY, grid * grid));
        fixed (float* at = picture)
        {
            PictureSampling.Spread(scratch, at, border: 0);
            PictureSampling.Run(scratch, change, (bool)one["nearest"]!, at);
        }
        // A position is off by some 2^-19 of a picture of 33 pixels, and a pixel by as much times the difference of its neighbours.
        for (int i = 0; i < picture.Length; i++) Assert.Equal(expected[i], picture[i], 2e-5f);
    }

    private static float[] Floats(JsonNode? array) => [.. array!.AsArray().Select(v => (float)v!.GetValue<double>())];
}
