/** What is loaded together: nodes, deliveries, settings of everything, a new project. */
export { DeliveriesPage } from '../deliveries/deliveries.tsx';
export { DeliveryPage } from '../deliveries/delivery.tsx';
export { NewProjectPage } from '../new-project/new-project.tsx';
export { NewNodePage } from '../nodes/new-node.tsx';
export { NodePage } from '../nodes/node.tsx';
export { NodesPage } from '../nodes/nodes.tsx';
export { SettingsPage } from '../settings/settings.tsx';
