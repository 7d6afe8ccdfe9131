using CsCheck;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Tests.Training;

/// <summary>How many threads a step takes, on machines that are made up: so many seconds for a step on so many threads.</summary>
public class ThreadChoiceTests
{
    private const int FirstTrial = 124;

    [Fact]
    public void Fewer_threads_are_taken_where_they_are_faster()
    {
        var choice = new ThreadChoice(new Workers(2));
        Assert.Equal(2, choice.Workers.Threads);
        Run(choice, FirstTrial, threads => threads == 2 ? 3e-3 : 2e-3);
        Assert.Equal(1, choice.Workers.Threads);
    }

    [Theory]
    [InlineData(2e-3, 3e-3)]
    [InlineData(2e-3, 2.01e-3)]
    [InlineData(2.05e-3, 2e-3)]
    public void All_threads_stay_where_fewer_are_not_clearly_faster(double two, double one)
    {
        var choice = new ThreadChoice(new Workers(2));
        Run(choice, 20_000, threads => threads == 2 ? two : one);
        // Where both are alike, trials cost nothing and come every quarter of a second: twelve of some 150 steps.
        Assert.InRange(Count(choice, 1000, threads => threads == 2 ? two : one, 2), 900, 1000);
    }

    [Fact]
    public void It_follows_a_machine_that_changes()
    {
        var choice = new ThreadChoice(new Workers(2));
        Func<int, double> busy = threads => threads == 2 ? 4e-3 : 2e-3, quiet = threads => threads == 2 ? 1.2e-3 : 2e-3;
        Run(choice, 5000, quiet);
        Assert.InRange(Count(choice, 1000, quiet, 2), 960, 1000);
        Run(choice, 5000, busy);
        Assert.InRange(Count(choice, 1000, busy, 1), 960, 1000);
        Run(choice, 5000, quiet);
        Assert.InRange(Count(choice, 1000, quiet, 2), 960, 1000);
    }

    [Fact]
    public void Of_many_threads_it_finds_the_number_that_pays()
    {
        var choice = new ThreadChoice(new Workers(16));
        Func<int, double> machine = threads => 1e-3 * (16.0 / threads + threads);   // least at 4
        Run(choice, 20_000, machine);
        Assert.InRange(Count(choice, 1000, machine, 4), 900, 1000);
    }

    [Fact]
    public void One_thread_has_no_choice()
    {
        var choice = new ThreadChoice(Workers.Single);
        Run(choice, 1000, _ => 1e-3);
        Assert.Same(Workers.Single, choice.Workers);
    }

    // Trials and the wait for the first one cost little, whatever the machine is like.
    [Fact]
    public void Finding_out_costs_little()
    {
        var all = new Workers(2);
        Gen.Select(Gen.Double[1e-5, 1e-1], Gen.Double[0.4, 2]).Sample((two, ratio) =>
        {
            const int Steps = 20_000;
            var choice = new ThreadChoice(all);
            double spent = Run(choice, Steps, threads => threads == 2 ? two : two * ratio), best = Steps * two * Math.Min(1, ratio);
            // Within the gain that decides nothing, the share of the trials, and what is spent before the first one ends.
            Assert.True(spent <= best * (1.06 + 0.02) + FirstTrial * two, $"{spent} instead of {best}");
        }, iter: 200);
    }

    private static double Run(ThreadChoice choice, int steps, Func<int, double> seconds)
    {
        double all = 0;
        for (int step = 0; step < steps; step++)
        {
            double one = seconds(choice.Workers.Threads);
            choice.Took(one);
            all += one;
        }
        return all;
    }

    private static int Count(ThreadChoice choice, int steps, Func<int, double> seconds, int threads)
    {
        int count = 0;
        for (int step = 0; step < steps; step++)
        {
            if (choice.Workers.Threads == threads) count++;
            choice.Took(seconds(choice.Workers.Threads));
        }
        return count;
    }
}
