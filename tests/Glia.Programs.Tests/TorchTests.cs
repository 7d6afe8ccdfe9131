using System.Diagnostics;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Programs.Frameworks;

namespace Glia.Programs.Tests;

/// <summary>What programs that train with PyTorch become, and what is said where Glia has no counterpart.</summary>
public sealed class TorchTests : IDisposable
{
    private const string Head = """
        import torch
        from torch import nn
        import torch.nn.functional as F
        torch.manual_seed(0)
        x = torch.randn(60, 4)
        y = (x[:, 0] > 0).long()

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-torch").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Network_loss_optimizer_and_rows_are_those_of_the_step()
    {
        ReadExperiment read = Record(Loop("nn.Sequential(nn.Linear(4, 6), nn.LeakyReLU(0.2), nn.Dropout(0.3), nn.Linear(6, 2))",
            "torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=0.01)", batch: 20, epochs: 3));
        Assert.Equal("2 layers, 4-6-2", read.Understood);
        Assert.Equal(["Dense", "Dropout", "Dense"], read.Experiment.Network.Select(layer => layer.ClassName));
        Assert.Equal("torch_linear", read.Experiment.Network[0].Config["kernel_initializer"]!.GetValue<string>());
        Assert.Equal(0.2f, read.Experiment.Network[0].Config["activation"]!["negative_slope"]!.GetValue<float>());
        ExperimentTraining training = read.Experiment.Training;
        Assert.Equal((20, 3, 60), (training.BatchSize, training.Epochs, read.Data.Rows));
        Assert.Equal(("torch.optim.SGD", 0.9, 0.01), (training.Optimizer["class_name"]!.GetValue<string>(),
            training.Optimizer["momentum"]!.GetValue<double>(), training.Optimizer["weight_decay"]!.GetValue<double>()));
        Assert.Equal(("sparse_categorical_crossentropy", true), (training.Loss["class_name"]!.GetValue<string>(), training.FromLogits));
    }

    [Fact]
    public void The_network_begins_with_the_programs_weights_in_Glias_order()
    {
        string program = Write("""
            images = torch.randn(8, 2, 6, 5)
            net = nn.Sequential(nn.Conv2d(2, 3, 3, padding=1), nn.Tanh(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(18, 2))
            opt = torch.optim.Adam(net.parameters())
            for i in range(3):
                opt.zero_grad()
                F.cross_entropy(net(images), y[:8]).backward()
                opt.step()
            """);
        // It is understood, so that the recomputed outputs were those of the program.
        ReadExperiment read = ProgramDoctor.Record(program, Options).Experiment!;
        Assert.Equal("2 layers, 2x6x5-3-2", read.Understood);
        Assert.Equal(new Shape(6, 5, 2), read.Data.Inputs.Shape);
        Assert.Equal(["Conv2D", "MaxPooling2D", "Flatten", "Dense"], read.Experiment.Network.Select(layer => layer.ClassName));
    }

    [Fact]
    public void A_scheduler_is_the_rates_that_it_gave()
    {
        ReadExperiment read = Record(Loop("nn.Linear(4, 2)", "torch.optim.SGD(net.parameters(), lr=0.4)", batch: 30, epochs: 4,
            perEpoch: "sched.step()", before: "sched = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)"));
        var schedule = read.Experiment.Training.BuildSchedule();
        var plan = new Schedules.SchedulePlan(8, 2);
        Assert.Equal([1, 1, 0.5, 0.5], ((long[])[0, 3, 4, 7]).Select(step => schedule.Factor(step, plan)));
    }

    [Fact]
    public void Rows_of_a_loader_are_those_of_its_data_set()
    {
        ReadExperiment read = Record("""
            from torch.utils.data import TensorDataset, DataLoader
            loader = DataLoader(TensorDataset(x.double(), y), batch_size=25, shuffle=True)
            net = nn.Linear(4, 2).double()
            opt = torch.optim.RMSprop(net.parameters(), lr=0.01)
            for epoch in range(2):
                for a, b in loader:
                    opt.zero_grad()
                    F.nll_loss(F.log_softmax(net(a / 2), dim=1), b).backward()
                    opt.step()
            """);
        Assert.Equal((60, 25, true), (read.Data.Rows, read.Experiment.Training.BatchSize, read.Experiment.Training.Shuffle));
        Assert.Single(read.Experiment.Network);
    }

    [Fact]
    public void Batches_of_which_nobody_knows_the_whole_are_put_together()
    {
        ReadExperiment read = Record("""
            import numpy as np
            data, labels = np.random.RandomState(0).randn(40, 4).astype('float32'), np.arange(40) % 2
            net, criterion = nn.Linear(4, 2), nn.CrossEntropyLoss()
            opt = torch.optim.SGD(net.parameters(), lr=0.1)
            for epoch in range(3):
                for i in range(0, 40, 8):
                    loss = criterion(net(torch.from_numpy(data[i:i + 8])), torch.from_numpy(labels[i:i + 8]))
                    opt.zero_grad()
                    loss.backward()
                    opt.step()
            """);
        Assert.Equal((40, 8, 3), (read.Data.Rows, read.Experiment.Training.BatchSize, read.Experiment.Training.Epochs));
        Assert.Equal([0f, 1f, 0f, 1f], read.Data.Numbers!.Values[..4].ToArray());
    }

    [Fact]
    public void One_batch_is_never_taken_for_all_rows()
    {
        string message = Says("""
            import numpy as np
            data, labels = np.random.RandomState(0).randn(40, 4).astype('float32'), np.arange(40) % 2
            net = nn.Linear(4, 2)
            opt = torch.optim.SGD(net.parameters(), lr=0.1)
            for i in range(0, 40, 8):
                loss = F.cross_entropy(net(torch.from_numpy(data[i:i + 8])), torch.from_numpy(labels[i:i + 8]))
                opt.zero_grad()
                loss.backward()
                opt.step()
            """);
        Assert.Contains("Not understood: where the rows of a batch are from", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_while_loop_that_counts_up_says_how_long_a_program_trains()
    {
        ReadExperiment read = Record("""
            w = torch.randn(4, 1, requires_grad=True)
            error = 1.0
            done = 0
            while error > 1e-9 and done < 9:
                loss = ((x @ w - x[:, :1]) ** 2).mean()
                loss.backward()
                with torch.no_grad():
                    w -= 0.05 * w.grad
                w.grad = None
                error = loss.item()
                done += 1
            """);
        Assert.Equal(9, read.Experiment.Training.Epochs);
    }

    [Fact]
    public void A_program_that_moves_its_weights_itself_descends()
    {
        ReadExperiment read = Record("""
            w = torch.randn(4, 1, requires_grad=True)
            for i in range(7):
                loss = ((x @ w - x[:, :1]) ** 2).mean()
                loss.backward()
                with torch.no_grad():
                    w -= 0.05 * w.grad
                w.grad = None
            """);
        Assert.Equal(0.05f, read.Experiment.Training.Optimizer["learning_rate"]!.GetValue<float>(), 1e-5);
        Assert.Equal(7, read.Experiment.Training.Epochs);
        Assert.Empty(read.Faults);
    }

    [Fact]
    public void Gradients_that_are_added_up_on_purpose_are_no_fault()
    {
        ReadExperiment read = Record("""
            net = nn.Linear(4, 2)
            opt = torch.optim.SGD(net.parameters(), lr=0.1)
            for epoch in range(3):
                for i in range(0, 60, 10):
                    (F.cross_entropy(net(x[i:i + 10]), y[i:i + 10]) / 2).backward()
                    if (i // 10) % 2 == 1:
                        opt.step()
                        opt.zero_grad()
            """);
        Assert.Equal((20, 3), (read.Experiment.Training.BatchSize, read.Experiment.Training.Epochs));
        Assert.Equal(0.1f, read.Experiment.Training.Optimizer["learning_rate"]!.GetValue<float>(), 1e-6);
        Assert.Empty(read.Faults);
    }

    [Fact]
    public void A_frozen_layer_is_frozen()
    {
        ReadExperiment read = Record(Loop("nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 2))",
            "torch.optim.Adam(net.parameters())", batch: 60, epochs: 3, before: "net[0].weight.requires_grad = False"));
        Assert.False(read.Experiment.Network[0].Config["trainable"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("nn.Sequential(nn.Linear(4, 2), nn.Hardtanh())", "hardtanh in line")]
    [InlineData("nn.Bilinear(4, 4, 2)", "")]
    public void What_is_no_layer_here_is_named(string net, string said)
    {
        string loop = Loop(net, "torch.optim.Adam(net.parameters())", batch: 60, epochs: 3);
        string message = Says(net.Contains("Bilinear", StringComparison.Ordinal)
            ? loop.Replace("net(x[i:i + 60])", "net(x[i:i + 60], x[i:i + 60])", StringComparison.Ordinal) : loop);
        Assert.Contains("not understood well enough to be judged. It trains with torch", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F.cross_entropy(net(x[i:i + 60]), y[i:i + 60].float())", "RuntimeError: expected scalar type Long but found Float")]
    [InlineData("F.cross_entropy(net(x[i:i + 60]), y[i:i + 60]).detach()", "does not require grad and does not have a grad_fn")]
    public void A_program_that_PyTorch_ends_is_told_with_its_own_last_line(string loss, string said)
    {
        string message = Says(Loop("nn.Linear(4, 2)", "torch.optim.Adam(net.parameters())", batch: 60, epochs: 3)
            .Replace("F.cross_entropy(net(x[i:i + 60]), y[i:i + 60])", loss, StringComparison.Ordinal));
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("in line 13", message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_computes_what_it_computes_alone()
    {
        string program = Write(Loop("nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Dropout(), nn.Linear(6, 2))",
            "torch.optim.Adam(net.parameters(), lr=0.01)", batch: 20, epochs: 5) + """

            with torch.no_grad():
                print((net(x).argmax(1) == y).float().mean().item(), repr(sum(p.sum() for p in net.parameters()).item()))
            print(torch.rand(1).item(), type(x[0]).__name__, x[1:3].shape, net.state_dict().keys())
            """);
        using var process = Process.Start(new ProcessStartInfo(Options.Python!, program) { RedirectStandardOutput = true })!;
        string alone = process.StandardOutput.ReadToEnd().Trim();
        Assert.Equal(alone, ProgramDoctor.Record(program, Options).Output.Trim());
    }

    [Fact]
    public void Gradients_that_nobody_clears_are_found_with_the_line()
    {
        string program = Write(Loop("nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 2))",
            "torch.optim.SGD(net.parameters(), lr=0.5)", batch: 20, epochs: 40)
            .Replace("opt.zero_grad()", "pass", StringComparison.Ordinal));
        Finding first = ProgramDoctor.Examine(program, Options).Diagnosis.Findings[0];
        Assert.Equal(("GLIA060", 13), (first.Code, first.Where.Source?.Line));
    }

    [Fact]
    public void A_dropout_that_no_mode_reaches_is_told_apart()
    {
        string program = Write("""
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.a, self.b = nn.Linear(4, 16), nn.Linear(16, 2)
                def forward(self, v):
                    return self.b(F.dropout(F.relu(self.a(v)), 0.2))

            net = Net()
            opt = torch.optim.Adam(net.parameters(), lr=0.01)
            for i in range(60):
                opt.zero_grad()
                F.cross_entropy(net(x), y).backward()
                opt.step()
            net.eval()
            print((net(x).argmax(1) == y).float().mean().item())
            """);
        Finding found = ProgramDoctor.Examine(program, Options).Diagnosis.Findings.First(finding => finding.Code == "GLIA077");
        Assert.Contains("training=self.training", found.Prescription, StringComparison.Ordinal);
        Assert.Equal(21, found.Where.Source?.Line);
    }

    private static ProgramOptions Options => new() { Python = PythonWith.Library("torch") };

    private static string Loop(string net, string optimizer, int batch, int epochs, string perEpoch = "pass",
        string before = "pass") => $"""
        net = {net}
        opt = {optimizer}
        {before}
        for epoch in range({epochs}):
            for i in range(0, 60, {batch}):
                opt.zero_grad()
                F.cross_entropy(net(x[i:i + {batch}]), y[i:i + {batch}]).backward()
                opt.step()
            {perEpoch}
        """;

    private ReadExperiment Record(string text) => ProgramDoctor.Record(Write(text), Options).Experiment!;

    private string Says(string text) => Assert.Throws<GliaException>(() => ProgramDoctor.Record(Write(text), Options)).Message;

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "a.py");
        File.WriteAllText(path, Head + text);
        return path;
    }
}
