using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Healthy;

/// <summary>A plain good network on the rows of a program: what can be expected of them.</summary>
internal static class Reference
{
    /// <summary>The reference for a program: columns standardised, one hidden layer, Adam.</summary>
    public static Plan For(Plan plan)
    {
        var parts = (plan.Train, plan.Honest).Standardized();
        int epochs = Math.Clamp(60000 / plan.Train.Rows, 10, 120);
        var loop = Loop(plan.Classes > 0 ? "categorical_crossentropy" : "mse", "Adam", 0.003, 32, epochs);
        if (plan.Classes > 0)
            return Base.Classes(plan.Seed, parts, plan.Classes, [Dense(64, "relu"), Dense(plan.Classes, "softmax")], loop);
        return Base.Values(plan.Seed, parts.StandardizedTargets(), [Dense(64, "relu"), Dense(Math.Max(1, plan.Train.YWidth))], loop);
    }
}
