// Package deploy holds what runs the conformance suite in other people's
// systems: a Kubernetes Job, a GitLab pipeline, a Jenkins pipeline and a workflow for
// GitHub Actions. The action of the latter is in conformance/action, and a component for
// GitLab, which has to be there, in the folder templates. All are tested here, in a
// module of its own, so that the types of Kubernetes do not weigh on the product.
package deploy
