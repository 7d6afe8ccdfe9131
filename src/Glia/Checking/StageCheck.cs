using Glia.Kernels;

namespace Glia.Checking;

/// <summary>
/// Compares the backward pass of one step with differences of its forward pass, and both with what a workspace expects of them.
/// </summary>
internal static class StageCheck
{
    // An output is a sum of up to some hundred products: it is off by about two units in the last place of float32.
    private const double RoundingOfOutputs = 2.0 / (1 << 23);

    /// <summary>Adds to a report what is wrong with a step.</summary>
    public static void Check(StageRun run, GradientReport report, double tolerance, int most, ulong seed)
    {
        float[] outputs = run.Forward().Values.ToArray();
        if (!Reduce.AllFinite(outputs))
        {
            report.Break(Reduce.AllFinite(run.Forward(before: 0).Values) ? Unwritten(run, outputs)
                : "The forward pass gives NaN or infinity, so there are no differences to compare with.");
            return;
        }
        if (!outputs.AsSpan().SequenceEqual(run.Forward().Values))
        {
            report.Break("The forward pass answers the same input differently when asked again; draw random numbers from pass.Random.");
            return;
        }
        float[] upstream = Directions(outputs.Length, seed);
        var gradients = new ParameterBlock(run.Weights.Parameters);
        // What is there must be replaced: NaN stays NaN where it is not written or only added to.
        gradients.All.Fill(float.NaN);
        float[] back = run.Backward(upstream, gradients);
        Rounded Along()
        {
            ReadOnlySpan<float> now = run.Forward().Values;
            double sum = 0, rounding = 0;
            for (int i = 0; i < outputs.Length; i++)
            {
                sum += upstream[i] * ((double)now[i] - outputs[i]);
                // What did not change was rounded alike.
                if (now[i] != outputs[i]) rounding += Math.Pow(upstream[i] * outputs[i], 2);
            }
            return new Rounded(sum, RoundingOfOutputs * Math.Sqrt(rounding));
        }

        // A layer's activation= is a step of its own, and its input the layer's sums.
        bool follows = report.Compared + report.Undecided > 0;
        string whose = follows && run.Step is Layers.Activation activation ? $"input of {activation.Function.Name}" : "input";
        var input = new ComparedArray(whose, [run.Input.Rows, .. run.Input.Shape.ToArray()]);
        // The numbers of rows of a table cannot be changed a little.
        if (run.Step.IndexCount is null) report.Add(input.Compare(Along, run.Memory, back, tolerance, most, seed));
        foreach (Parameter parameter in run.Parameters)
        {
            var array = new ComparedArray(parameter.Name, parameter.Shape.ToArray());
            report.Add(array.Compare(Along, run.Weights.Memory(parameter), gradients[parameter].ToArray(), tolerance, most, seed));
        }
        StageContract.Check(run, report, upstream, gradients, back);
    }

    // Finite where zeros stood before, and not where NaN did: those numbers are what an earlier step left there.
    private static string Unwritten(StageRun run, float[] outputs)
    {
        Shape shape = run.Step.OutputShape;
        string said = $"Build says that {shape.Spoken} {(shape.Size == 1 ? "number comes" : "numbers come")} out of a row";
        int missing = outputs.Count(value => !float.IsFinite(value));
        return $"Forward does not write {missing} of the {outputs.Length} numbers of pass.Output, or only adds to them; {said}, " +
            "and each must be written, since those of an earlier step are still there.";
    }

    // Away from zero, so that every output counts, and of both signs, so that sums over rows do not hide a mistake.
    private static float[] Directions(int count, ulong seed)
    {
        var directions = new float[count];
        RandomFill.Uniform(directions, -1, 1, seed, ulong.MaxValue - 1);
        for (int i = 0; i < count; i++) directions[i] += directions[i] < 0 ? -0.5f : 0.5f;
        return directions;
    }
}
