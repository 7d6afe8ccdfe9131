using Glia.Experiments;
using Glia.Training;

namespace Glia.Tests.Experiments;

public class ExperimentTests
{
    internal const string Full = """
        { // a comment
          "name": "all", "seed": 7,
          "data": {
            "source": "mnist", "inputs": ["a", 3], "targets": "y", "image_size": [32, 48], "color_mode": "grayscale",
            "scale": "standardize", "target_encoding": "one-hot",
            "split": { "test_size": 0.15, "train_size": 100, "random_state": 42, "stratify": true, "shuffle": true }
          },
          "augment": { "rotate": 10, "shift": 2 },
          "test_time_augmentation": { "shift": 1 },
          "network": [
            { "class_name": "Dense", "units": 200, "activation": "relu" },
            { "class_name": "Dense", "units": 10, "activation": "softmax", },
          ],
          "training": {
            "loss": "categorical_crossentropy", "from_logits": false,
            "optimizer": { "class_name": "SGD", "learning_rate": 0.1 }, "schedule": "one_cycle",
            "batch_size": 128, "epochs": 5, "steps_per_epoch": 20, "shuffle": false, "sampling": "random", "validation_split": 0.1,
              "use_ema": true, "ema_momentum": 0.999,
            "early_stopping": { "monitor": "val_loss", "min_delta": 0.001, "patience": 3, "mode": "min", "restore_best_weights": true },
            "metrics": ["accuracy", "mae"]
          },
        }
        """;

    [Fact]
    public void Activations_under_names_of_their_own_are_written_so_that_they_can_be_read()
    {
        string written = Experiment.Parse("x.json", """
            { "data": { "source": "mnist" }, "network": [
                { "class_name": "Dense", "units": 8 }, { "class_name": "ReLU" }, { "class_name": "Dense", "units": 8 },
                  { "class_name": "LeakyReLU", "negative_slope": 0.1 },
                { "class_name": "Dense", "units": 8 }, { "class_name": "ELU" }, { "class_name": "Dense", "units": 3 },
                  { "class_name": "Softmax" } ] }
            """).ToJson();
        Assert.Equal(written, Experiment.Parse("y.json", written).ToJson());
        Assert.Equal(8, Experiment.Parse("y.json", written).BuildNetwork(new Shape(4)).Layers.Count);
    }

    [Fact]
    public void Reads_every_key()
    {
        Experiment experiment = Experiment.Parse("x.json", Full);
        Assert.Equal(("all", 7L), (experiment.Name, experiment.Seed));
        Assert.Equal(["a", "3"], experiment.Data.Inputs!);
        Assert.Equal(["y"], experiment.Data.Targets!);
        Assert.Equal(("mnist", "standardize", "one-hot"), (experiment.Data.Source, experiment.Data.Scale, experiment.Data.TargetEncoding));
        Assert.Equal(new ExperimentSplit { TestSize = 0.15, TrainSize = 100, RandomState = 42, Stratify = true }, experiment.Data.Split);
        Assert.Equal(new Glia.Data.Augmentation { Rotate = 10, Shift = 2 }, experiment.Augment);
        Assert.Equal(["Dense", "Dense"], experiment.Network.Select(layer => layer.ClassName));
        Assert.Equal("""{"units":10,"activation":"softmax"}""", experiment.Network[1].Config.ToJsonString());
        ExperimentTraining training = experiment.Training;
        Assert.Equal("""{"class_name":"categorical_crossentropy"}""", training.Loss.ToJsonString());
        Assert.Equal("""{"class_name":"SGD","learning_rate":0.1}""", training.Optimizer.ToJsonString());
        Assert.Equal("""{"class_name":"one_cycle"}""", training.Schedule!.ToJsonString());
        Assert.Equal((128, 5, 20, false, Sampling.Random, 0.1),
            (training.BatchSize, training.Epochs, training.StepsPerEpoch, training.Shuffle, training.Sampling, training.ValidationSplit));
        Assert.Equal(0.999, training.EmaMomentum);
        Assert.Equal(new EarlyStopping(3, 0.001, RestoreBestWeights: true), training.EarlyStopping);
        Assert.Equal(["accuracy", "mae"], training.Metrics.Select(metric => metric.GetValue<string>()));
    }

    [Fact]
    public void Keras_defaults_hold_where_a_key_is_absent_or_null()
    {
        string[] texts =
        [
            """{"data":{"source":"d.csv"},"network":[]}""",
            """{"seed":null,"data":{"source":"d.csv","inputs":null,"scale":null,"split":null},"network":[],"training":{"optimizer":""" +
                """null,"batch_size":null,"metrics":null,"from_logits":null}}""",
        ];
        foreach (string text in texts)
        {
            Experiment experiment = Experiment.Parse("x.json", text);
            Assert.Equal(1, experiment.Seed);
            Assert.Equal(new ExperimentData { Source = "d.csv" }, experiment.Data);
            Assert.Equal((32, 1, true, Sampling.Epoch, 0.0), (experiment.Training.BatchSize, experiment.Training.Epochs,
                experiment.Training.Shuffle, experiment.Training.Sampling, experiment.Training.ValidationSplit));
            Assert.Equal("""{"class_name":"Adam"}""", experiment.Training.Optimizer.ToJsonString());
            Assert.Equal(["accuracy"], experiment.Training.Metrics.Select(metric => metric.GetValue<string>()));
        }
    }

    [Fact]
    public void What_it_writes_reads_back_the_same()
    {
        foreach (string text in RepositoryFiles.SampleExperiments.Select(File.ReadAllText).Append(Full))
        {
            string once = Experiment.Parse("x.json", text).ToJson();
            Assert.Equal(once, Experiment.Parse("y.json", once).ToJson());
        }
    }

    [Fact]
    public void Writes_one_layer_a_line_and_spells_the_defaults_out() => Assert.Equal("""
        {
          "name": null,
          "seed": 1,
          "data": {
            "source": "d.csv",
            "inputs": null,
            "drop": null,
            "targets": null,
            "sample_weight": null,
            "task": "auto",
            "columns": null,
            "header": null,
            "delimiter": null,
            "image_size": null,
            "color_mode": "auto",
            "scale": "none",
            "target_scale": "none",
            "target_encoding": "auto",
            "split": { "test_size": 0.25, "train_size": null, "random_state": null, "stratify": false, "shuffle": true }
          },
          "augment": null,
          "test_time_augmentation": null,
          "network": [
            { "class_name": "Flatten", "input_shape": [2, 2] },
            { "class_name": "Dropout", "rate": 0.25 }
          ],
          "training": {
            "loss": "mean_squared_error",
            "optimizer": { "class_name": "SGD", "learning_rate": 0.01, "momentum": 0, "nesterov": false },
            "schedule": { "class_name": "one_cycle", "pct_start": 0.3, "div_factor": 25, "final_div_factor": 10000 },
            "batch_size": 32,
            "gradient_accumulation_steps": 1,
            "leaves": 1,
            "epochs": 1,
            "steps_per_epoch": null,
            "shuffle": true,
            "sampling": "epoch",
            "validation_split": 0,
            "validation_data": null,
            "use_ema": false,
            "ema_momentum": 0.99,
            "early_stopping": null,
            "class_weight": null,
            "metrics": ["accuracy"]
          }
        }

        """.ReplaceLineEndings("\n"), Experiment.Parse("x.json", """
        {"data":{"source":"d.csv","split":{}},"network":[{"class_name":"Flatten","input_shape":[2,2]},
          {"class_name":"Dropout","rate":0.25}],"training":{"loss":"mse","optimizer":"sgd","schedule":"one_cycle"}}
        """).ToJson());

    [Fact]
    public void A_pasted_Keras_model_is_the_same_as_its_layers_written_flat()
    {
        Experiment pasted = Experiment.Parse("x.json", """
            {"data": {"source": "mnist"}, "network": {"module": "keras", "class_name": "Sequential", "registered_name": null,
              "config": {"name": "sequential", "layers": [
              {"module": "keras.layers", "class_name": "InputLayer",
                "config": {"batch_shape": [null, 784], "dtype": "float32", "name": "input_layer"}, "registered_name": null},
              {"module": "keras.layers", "class_name": "Dense", "registered_name": null, "build_config": {"input_shape": [null, 784]},
                "config": {
                "name": "dense", "trainable": true, "units": 200, "activation": "relu",
                "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null},
                "kernel_initializer": {"module": "keras.initializers", "class_name": "HeNormal", "config": {"seed": null},
                  "registered_name": null}}}]}}}
            """);
        Experiment flat = Experiment.Parse("x.json", """
            {"data": {"source": "mnist"}, "network": [
              {"class_name": "InputLayer", "batch_shape": [null, 784], "name": "input_layer"},
              {"class_name": "Dense", "name": "dense", "trainable": true, "units": 200, "activation": "relu",
                "kernel_initializer": {"class_name": "HeNormal", "seed": null}}]}
            """);
        Assert.Equal(flat.ToJson(), pasted.ToJson());
    }

    [Fact]
    public void From_logits_beside_the_loss_is_from_logits_inside_it()
    {
        Experiment experiment = Experiment.Parse("x.json",
            """{"data":{"source":"mnist"},"network":[],"training":{"loss":"binary_crossentropy","from_logits":true}}""");
        Assert.True(experiment.Training.FromLogits);
        Assert.Equal("""{"class_name":"binary_crossentropy","from_logits":true}""", experiment.Training.Loss.ToJsonString());
    }

    [Fact]
    public void Remembers_the_folder_it_was_read_from()
    {
        string sample = RepositoryFiles.SampleExperiments.First();
        Assert.Equal(Path.GetDirectoryName(sample), Experiment.Read(sample).Folder);
    }
}
