using Glia.Kernels;
using Glia.Training;

namespace Glia.DoctorBench.Scoring;

/// <summary>Trains a program and measures on honest rows what it is worth.</summary>
internal static class Judge
{
    /// <summary>What one training gave.</summary>
    /// <param name="Score">Accuracy on the honest rows, or for values the share of their variance that is explained;
    /// 0 for what cannot run.</param>
    /// <param name="Reported">The same on the rows the program itself tests on.</param>
    /// <param name="Guess">What guessing gives: the share of the most frequent class, or 0.</param>
    /// <param name="ReportedLoss">The loss on the rows the program itself tests on; NaN if it holds none back or cannot run.</param>
    public readonly record struct Outcome(double Score, double Reported, double Guess, double ReportedLoss);

    /// <summary>Trains the program.</summary>
    public static Outcome Train(Plan plan)
    {
        double guess = plan.Classes == 0 ? 0 : plan.Honest.Labels.GroupBy(label => label)
            .Max(group => group.Count()) / (double)plan.Honest.Rows;
        try
        {
            var subject = plan.ToSubject("judged");
            if (subject.Network is null || subject.Train is null || subject.BuildFailure is not null) return new(0, 0, guess, double.NaN);
            var trainer = new Trainer(subject.Network, subject.Loss, subject.Optimizer, subject.Schedule, subject.Seed, Workers.Single);
            trainer.Fit(subject.Train, subject.Options with { Test = null });
            double reported = plan.Test is null ? double.NaN : Measure(subject.Network, plan, plan.Test);
            return new(Measure(subject.Network, plan, plan.Honest), reported, guess,
                subject.Test is null ? double.NaN : trainer.Evaluate(subject.Test).Loss);
        }
        catch (GliaException)
        {
            return new(0, 0, guess, double.NaN);
        }
    }

    private static double Measure(Network network, Plan plan, Part part)
    {
        var output = new float[network.OutputShape.Size];
        double hits = 0, squares = 0, variance = 0, mean = plan.Classes == 0 ? part.Y.Average() : 0;
        int width = Math.Max(part.YWidth, 1);
        for (int row = 0; row < part.Rows; row++)
        {
            network.Predict(part.X.AsSpan(row * part.Width, part.Width), output);
            if (plan.Classes > 0)
            {
                if (Class(network, plan, output) == part.Labels[row]) hits++;
            }
            else
            {
                for (int i = 0; i < width; i++)
                {
                    squares += Math.Pow(output[i] - part.Y[row * width + i], 2);
                    variance += Math.Pow(part.Y[row * width + i] - mean, 2);
                }
            }
        }
        if (plan.Classes > 0) return hits / part.Rows;
        return double.IsFinite(squares) ? Math.Max(-1, 1 - squares / variance) : -1;
    }

    // A bare last layer under a loss that takes probabilities is read as its author reads it: above one half.
    private static int Class(Network network, Plan plan, float[] output)
    {
        if (output.Length > 1) return Array.FindIndex(output, float.IsNaN) >= 0 ? -1 : Array.IndexOf(output, output.Max());
        bool logits = plan.Training.FromLogits && network.OutputActivation is null;
        return plan.Classes == 2 ? (output[0] > (logits ? 0 : 0.5) ? 1 : 0) : float.IsNaN(output[0]) ? -1 : (int)Math.Round(output[0]);
    }
}
