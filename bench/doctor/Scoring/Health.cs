using Glia.DoctorBench.Healthy;

namespace Glia.DoctorBench.Scoring;

/// <summary>A healthy program for one seed, and whether it really is healthy.</summary>
/// <param name="Run">The program.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Plan">The program for the seed.</param>
/// <param name="Own">What it reaches.</param>
/// <param name="Reference">What a plain good network reaches on the same rows.</param>
internal sealed record Health(HealthyRun Run, int Seed, Plan Plan, Judge.Outcome Own, Judge.Outcome Reference)
{
    /// <summary>What it is called.</summary>
    public string Name => $"{Run.Name} seed {Seed}";

    /// <summary>Whether it clearly beats guessing (three standard errors) and comes close enough to the reference.</summary>
    public bool Verified
    {
        get
        {
            double luck = Plan.Classes == 0 ? 0.1 : 3 * Math.Sqrt(Own.Guess * (1 - Own.Guess) / Plan.Honest.Rows);
            // With four rows there is no telling luck from skill except by getting all of them right.
            bool beats = Own.Score > Own.Guess + luck || Own.Score >= 0.999;
            return beats && Own.Score - Own.Guess >= Run.Share * (Reference.Score - Own.Guess);
        }
    }

    /// <summary>Whether what the program reports about itself is what honest rows give: a false figure is harm of its own.</summary>
    public bool IsToldRight => !(Math.Abs(Own.Reported - Own.Score) > 0.05);

    /// <summary>Trains a healthy program and its reference.</summary>
    public static Health Check(HealthyRun run, int seed)
    {
        Plan plan = run.Make(seed);
        return new Health(run, seed, plan, Judge.Train(plan), Judge.Train(Healthy.Reference.For(plan)));
    }
}
