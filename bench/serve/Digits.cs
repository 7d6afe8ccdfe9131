using Glia.Experiments;
using Glia.Mnist;

namespace Glia.ServeBench;

/// <summary>The digits as <c>glia train mnist</c> takes them.</summary>
internal static class Digits
{
    /// <summary>A run of the recipe.</summary>
    /// <param name="epochs">For how long.</param>
    public static ExperimentRun Run(int epochs)
    {
        MnistData digits = MnistData.Load(factor: 1);
        LoadedData data = LoadedData.OfClasses(digits.All.Inputs, digits.All.Targets.ToClasses(), digits.All.ClassNames!) with
        {
            StandardTestRows = MnistData.TestRows,
        };
        Experiment recipe = Recipe.Mnist();
        // One thread does not spin while it waits for another, so that processor time is work.
        return ExperimentRun.Prepare(recipe with { Training = recipe.Training with { Epochs = epochs } }, data, threads: 1);
    }
}
