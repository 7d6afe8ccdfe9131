using System.Text.Json;
using Glia.Schedules;
using Glia.Tests.Data;

namespace Glia.Tests.Schedules;

/// <summary>Against PyTorch and Keras' formulas; the script is Reference/make_schedules.py.</summary>
public class ScheduleTests
{
    private static double[] Values(string name)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Fixture.PathOf("schedules.json")));
        return [.. file.RootElement.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
    }

    private static void Same(string fixture, Schedule schedule, long stepsPerEpoch)
    {
        double[] expected = Values(fixture);
        var plan = new SchedulePlan(expected.Length, stepsPerEpoch);
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.Factor(step, plan), 1e-12);
    }

    [Fact]
    public void One_cycle_is_PyTorchs() => Same("one_cycle", new OneCycle(), 8);

    [Fact]
    public void One_cycle_takes_its_settings() => Same("one_cycle_short", new OneCycle(0.2, 10, 100), 5);

    [Fact]
    public void Cosine_is_PyTorchs() => Same("cosine", new Cosine(alpha: 0.1), 8);

    [Fact]
    public void Steps_fall_after_whole_epochs() => Same("step", new StepDecay(2, 0.5), 10);

    [Fact]
    public void Exponential_is_Keras()
    {
        Same("exponential", new ExponentialDecay(0.9, 7), 1);
        Same("staircase", new ExponentialDecay(0.9, 7, staircase: true), 1);
        Same("exponential", new ExponentialDecay(0.9), 7);
    }

    [Fact]
    public void Plateaus_reduce_the_rate()
    {
        var schedule = new ReduceOnPlateau(factor: 0.5, patience: 3, minimum: 0.1);
        double[] losses = Values("losses"), expected = Values("plateau");
        for (int i = 0; i < losses.Length; i++)
        {
            schedule.EpochEnded(losses[i]);
            Assert.Equal(expected[i], schedule.Factor(0, default), 1e-12);
        }
        schedule.Reset();
        Assert.Equal(1, schedule.Factor(0, default));
    }

    [Fact]
    public void Warming_up_rises_in_a_line_to_the_full_rate()
    {
        var plan = new SchedulePlan(100, 10);
        var schedule = new Warmup(0.1);
        double[] factors = [.. Enumerable.Range(0, 20).Select(step => schedule.Factor(step, plan))];
        for (int step = 1; step <= 10; step++) Assert.Equal(1 / 11.0, factors[step] - factors[step - 1], 1e-12);
        Assert.Equal(1, factors[10]);
        Assert.Equal(1, factors[19]);
        Assert.True(new Cosine(warmup: 0.1).Factor(3, plan) < new Cosine(warmup: 0.1).Factor(9, plan));
        Assert.Equal(1, new Cosine(warmup: 0.1).Factor(10, plan));
    }

    [Fact]
    public void Every_schedule_comes_back_from_its_file_form()
    {
        var plan = new SchedulePlan(50, 10);
        foreach (string name in ScheduleCatalogue.Names)
        {
            Schedule schedule = name;
            Schedule back = ScheduleCatalogue.Create(ScheduleCatalogue.ToJson(schedule), "test");
            Assert.Equal(name, back.Name);
            Assert.Equal(ScheduleCatalogue.ToJson(schedule).ToJsonString(), ScheduleCatalogue.ToJson(back).ToJsonString());
            for (int step = 0; step < 50; step++) Assert.Equal(schedule.Factor(step, plan), back.Factor(step, plan));
        }
    }
}
