using CsCheck;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Tests.Training;

/// <summary>How many threads a step takes, on machines that are made up: so many seconds for a step on so many threads.</summary>
public class ThreadChoiceTests
{
    // The seconds before a trial, and those of half a one: four blocks, each over by one step at most.
    private const double Before = 0.5, HalfTrial = 4 * 0.01;

    [Fact]
    public void Fewer_threads_are_taken_where_they_are_faster()
    {
        var choice = new ThreadChoice(new Workers(2));
        Assert.Equal(2, choice.Workers.Threads);
        Run(choice, StepsUntilChosen(3e-3), threads => threads == 2 ? 3e-3 : 2e-3);
        Assert.Equal(1, choice.Workers.Threads);
    }

    // A busy processor holds up one step in a while for a time slice: the median of the steps does not feel it.
    [Fact]
    public void Stalls_of_single_steps_count()
    {
        var choice = new ThreadChoice(new Workers(2));
        int step = 0;
        Run(choice, 10_000, threads => threads == 1 ? 0.4e-3 : ++step % 12 == 0 ? 4e-3 : 0.25e-3);
        Assert.InRange(Count(choice, 1000, threads => threads == 1 ? 0.4e-3 : ++step % 12 == 0 ? 4e-3 : 0.25e-3, 1), 900, 1000);
    }

    [Fact]
    public void It_waits_for_half_a_second_and_a_hundred_steps()
    {
        var quick = new ThreadChoice(new Workers(2));
        Assert.Equal(0, Count(quick, 4_900, _ => 1e-4, 1));
        var slow = new ThreadChoice(new Workers(2));
        Assert.Equal(0, Count(slow, 100, _ => 0.1, 1));
    }

    [Theory]
    [InlineData(2e-3, 3e-3)]
    [InlineData(2e-3, 2.01e-3)]
    [InlineData(2.05e-3, 2e-3)]
    public void All_threads_stay_where_fewer_are_not_clearly_faster(double two, double one)
    {
        var choice = new ThreadChoice(new Workers(2));
        Run(choice, 20_000, threads => threads == 2 ? two : one);
        // Where both are alike, trials cost nothing and come every half a second, of 0.08 s each.
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
            double first = StepsUntilChosen(two) * two + HalfTrial * Math.Max(1, ratio);
            Assert.True(spent <= best * (1.06 + 0.02) + first, $"{spent} instead of {best}");
        }, iter: 200);
    }

    // Until half a trial is over, where a step on all threads takes so long and one on half as many is no slower.
    private static int StepsUntilChosen(double seconds) =>
        Math.Max(100, (int)(Before / seconds) + 1) + (4 * Math.Max(3, (int)(HalfTrial / 4 / seconds) + 2) * 2);

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
