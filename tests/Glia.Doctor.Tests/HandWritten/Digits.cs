using Glia.Mnist;

namespace Glia.Doctor.Tests.HandWritten;

/// <summary>A few digits as a hand-written network takes them.</summary>
internal static class Digits
{
    private static readonly Lazy<(double[][] X, double[][] Y, int[] Labels)> s_all = new(() => Load(3000));

    public static (double[][] X, double[][] Y, int[] Labels) All => s_all.Value;

    private static (double[][], double[][], int[]) Load(int count)
    {
        var part = MnistData.Load().Train;
        int[] labels = part.Targets.ToClasses()[..count];
        var x = new double[count][];
        var y = new double[count][];
        var row = new float[784];
        for (int i = 0; i < count; i++)
        {
            part.Inputs.Gather([i], row);
            x[i] = [.. row.Select(pixel => (double)pixel)];
            y[i] = new double[10];
            y[i][labels[i]] = 1;
        }
        return (x, y, labels);
    }
}
