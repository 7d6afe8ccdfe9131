using Glia.Data;
using Glia.Files;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>What a network answers, held against what another program answered.</summary>
internal static class Answers
{
    /// <param name="model">The network.</param>
    /// <param name="inputs">Raw inputs, a row a sample.</param>
    /// <param name="outputs">The other program's answers.</param>
    /// <param name="tolerance">How far a number may be off, absolutely or relative to its size.</param>
    public static void Check(Model model, string inputs, string outputs, double tolerance)
    {
        Check(model, Npy.Read(inputs), Npy.Read(outputs), tolerance);
    }

    /// <summary>Pictures of [n, channels, height, width] as [n, height, width, channels].</summary>
    public static NdArray ChannelsLast(NdArray pictures)
    {
        int[] s = pictures.Shape;
        float[] from = pictures.ToSingles(), to = new float[from.Length];
        for (int i = 0; i < to.Length; i++)
        {
            int c = i % s[1], x = i / s[1] % s[3], y = i / s[1] / s[3] % s[2], n = i / s[1] / s[3] / s[2];
            to[i] = from[(((n * s[1]) + c) * s[2] + y) * s[3] + x];
        }
        return NdArray.From(to, s[0], s[2], s[3], s[1]);
    }

    /// <summary>The same with arrays.</summary>
    public static void Check(Model model, NdArray given, NdArray expected, double tolerance)
    {
        int rows = given.Shape[0];
        Assert.Equal(given.Length / rows, model.Network.InputShape.Size);
        ModelPredictions answers = model.Predict(new FloatFeatures(given.ToSingles(), model.Network.InputShape));
        Assert.Equal(expected.Length / rows, model.Network.OutputShape.Size);
        double[] wanted = expected.ToDoubles();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> answer = answers[row];
            for (int i = 0; i < answer.Length; i++)
            {
                double want = wanted[(row * answer.Length) + i];
                Assert.True(Math.Abs(want - answer[i]) <= tolerance * Math.Max(1, Math.Abs(want)),
                    $"Row {row}, output {i}: {answer[i]:R} instead of {want:R}");
            }
        }
    }
}

/// <summary>A refusal is one sentence that says what is wrong and what to do, and nothing else happens.</summary>
internal static class Refusal
{
    public static string? Check(Func<object?> open, bool mayRead = false)
    {
        try
        {
            object? read = open();
            Assert.True(mayRead, "nothing was refused");
            return null;
        }
        catch (GliaException error)
        {
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
            Assert.True(error.Message.Length is > 40 and < 600, error.Message);
            TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
            return error.Message;
        }
    }
}
